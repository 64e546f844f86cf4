import { describe, expect, it } from "vitest";
import { excerpts, highlight } from "./highlight";

const drawn = (text: string, words: string[]) =>
  highlight(text, words)
    .map((run) => (run.words.length > 0 ? `[${run.text}|${run.words.join()}]` : run.text))
    .join("");

describe("highlight", () => {
  it.each([
    ["", ["folia"], ""],
    ["Folia PLA", [], "Folia PLA"],
    ["Folia barierowa, folia.", ["folia"], "[Folia|0] barierowa, [folia|0]."],
    ["biofolia i foliał", ["folia"], "biofolia i foliał"],
    ["bariera tlenowa i bariera", ["bariera", "bariera tlenowa"], "[bariera tlenowa|1] i [bariera|0]"],
    ["a+b (c) a", ["a+b", "(c)"], "[a+b|0] [(c)|1] a"],
    ["łuska Łódź", ["ŁÓDŹ"], "łuska [Łódź|0]"],
    ["PLA i pla", ["PLA", "pla"], "[PLA|0,1] i [pla|0,1]"],
    ["dwie\n  linie", ["dwie linie"], "[dwie\n  linie|0]"],
  ])("%j with %j", (text, words, want) => {
    expect(drawn(text, words)).toBe(want);
  });

  it("loses nothing of the text", () => {
    const text = "Folia PLA/PBAT 3,8 cm³/m²·24 h (zgrzewalna w 140 °C).";
    expect(
      highlight(text, ["pla", "cm³", "zgrzewalna", "24 h"])
        .map((run) => run.text)
        .join(""),
    ).toBe(text);
  });
});

describe("excerpts", () => {
  const text =
    "Firma działa od lat. Folia jest zgrzewalna w 140 °C.\nBariera tlenowa 3.8 wystarcza. Zgrzewalna folia z PLA.";

  it("takes the sentences that say something new, in their order", () => {
    expect(excerpts(text, ["zgrzewalna", "bariera tlenowa", "PLA"], "folia z PLA", 3)).toEqual([
      "Folia jest zgrzewalna w 140 °C.",
      "Bariera tlenowa 3.8 wystarcza.",
    ]);
  });

  it("takes nothing when all is shown already", () => {
    expect(excerpts(text, ["folia"], "Folia", 3)).toEqual([]);
  });

  it("keeps to its bound", () => {
    expect(excerpts(text, ["lat", "zgrzewalna", "bariera"], "", 1)).toHaveLength(1);
  });
});

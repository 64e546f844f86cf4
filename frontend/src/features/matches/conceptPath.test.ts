import { describe, expect, it } from "vitest";
import type { Concept } from "@/shared/entry/concept";
import { fullName, wayText } from "./conceptPath";

const concept = (...names: string[]): Concept => ({
  notation: names.join("."),
  pl: names.at(-1) ?? "",
  en: `en ${names.at(-1)}`,
  path: names.map((name) => ({ pl: name, en: `en ${name}` })),
});

const packaging = concept("inżynieria", "materiały", "opakowania");
const film = concept("inżynieria", "materiały", "opakowania", "folie barierowe");
const compost = concept("inżynieria", "materiały", "opakowania", "opakowania biodegradowalne");

describe("wayText", () => {
  it.each<[string, Concept[], string]>([
    ["beside", [compost, packaging, film], "opakowania biodegradowalne ‹ opakowania › folie barierowe"],
    ["down", [packaging, film], "opakowania › folie barierowe"],
    ["up", [film, packaging], "folie barierowe ‹ opakowania"],
    ["the same", [film], "folie barierowe"],
    ["nothing known", [], ""],
  ])("%s", (_, way, want) => {
    expect(wayText(way, "pl")).toBe(want);
  });

  it("is in the reader's language", () => {
    expect(wayText([packaging, film], "en")).toBe("en opakowania › en folie barierowe");
  });
});

it("names a concept with what is above it", () => {
  expect(fullName(packaging, "pl")).toBe("inżynieria › materiały › opakowania");
});

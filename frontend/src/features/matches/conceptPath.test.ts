import { describe, expect, it } from "vitest";
import type { Concept } from "@/shared/entry/concept";
import { nearest, pathText } from "./conceptPath";

const concept = (...names: string[]): Concept => ({
  notation: names.join("."),
  pl: names.at(-1) ?? "",
  en: names.at(-1) ?? "",
  path: names.map((name) => ({ pl: name, en: name })),
});

const packaging = concept("inżynieria", "materiały", "opakowania");
const film = concept("inżynieria", "materiały", "opakowania", "folie barierowe");
const compost = concept("inżynieria", "materiały", "opakowania", "opakowania biodegradowalne");
const robots = concept("inżynieria", "robotyka");
const bees = concept("rolnictwo", "pszczelarstwo");

describe("nearest", () => {
  it.each<[string, Concept[], Concept[], string | undefined]>([
    ["the same", [robots, film], [film], "inżynieria › materiały › opakowania › folie barierowe"],
    ["beside", [compost], [film], "opakowania biodegradowalne ‹ opakowania › folie barierowe"],
    ["beneath", [packaging], [film], "opakowania › folie barierowe"],
    ["above", [film], [packaging], "folie barierowe ‹ opakowania"],
    ["only a root in common", [robots], [film], undefined],
    ["nothing in common", [bees], [film], undefined],
    ["nothing stated", [], [film], undefined],
    ["the nearest of several", [packaging, film], [bees, film], film.path.map(({ pl }) => pl).join(" › ")],
  ])("%s", (_, need, offer, want) => {
    const found = nearest(need, offer);
    expect(found && pathText(found, "pl")).toBe(want);
  });
});

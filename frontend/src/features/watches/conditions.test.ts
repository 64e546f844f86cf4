import { describe, expect, it } from "vitest";
import type { Conditions, Watch } from "./api";
import { conditionsOf, formOf, isEmpty, sameConditions, searchOf } from "./conditions";

const NONE: Conditions = {
  text: "",
  trl: 0,
  kinds: [],
  clusters: [],
  voivodeships: [],
  origins: [],
  cooperation: [],
  pkd: [],
  kis: [],
};

const FOIL: Conditions = {
  ...NONE,
  text: "folia",
  trl: 6,
  kinds: ["technology"],
  voivodeships: ["14", "10"],
};

it("takes over text and filters of a search", () => {
  expect(conditionsOf({ q: " folia ", trl: "6", kind: "technology", voivodeship: ["14", "10"] })).toEqual(
    FOIL,
  );
  expect(conditionsOf({ trl: "much", sort: "newest" })).toEqual(NONE);
});

it("leads back to the search", () => {
  for (const watch of [FOIL, NONE, { ...NONE, pkd: ["22"], kis: ["3"] }])
    expect(conditionsOf(searchOf(watch))).toEqual(watch);
});

it("knows a watch of everything", () => {
  expect([isEmpty(NONE), isEmpty(FOIL), isEmpty({ ...NONE, trl: 4 })]).toEqual([true, false, false]);
});

describe("the same conditions", () => {
  it.each<[string, Conditions, boolean]>([
    ["in another order", { ...FOIL, voivodeships: ["10", "14"] }, true],
    ["in another case", { ...FOIL, text: "Folia" }, true],
    ["with another text", { ...FOIL, text: "folie" }, false],
    ["with one filter more", { ...FOIL, origins: ["science"] }, false],
    ["with another TRL", { ...FOIL, trl: 5 }, false],
  ])("%s", (_, other, want) => expect(sameConditions(FOIL, other)).toBe(want));
});

it("writes only what can be written", () => {
  const watch: Watch = {
    ...FOIL,
    id: "w",
    version: 3,
    name: "Folie",
    active: true,
    hits: 2,
    lastHitAt: null,
    createdAt: "2026-11-04T14:30:00Z",
    updatedAt: "2026-11-04T14:30:00Z",
  } as Watch;
  expect(formOf(watch)).toEqual({ ...FOIL, name: "Folie", active: true });
});

import { describe, expect, it } from "vitest";
import { conflicts, merged, presumed } from "./merge";

const base = { title: { pl: "Folia", en: "" }, keywords: ["PLA"], need: { impact: 3, budget: "over_1m" } };
const mine = {
  title: { pl: "Folia barierowa", en: "" },
  keywords: ["PLA"],
  need: { impact: null, budget: "under_50k" },
};
const theirs = {
  title: { pl: "Folia", en: "Film" },
  keywords: ["PLA", "PBAT"],
  need: { impact: 3, budget: "50k_200k" },
};

describe("conflicts", () => {
  it("tells who changed what", () => {
    const found = Object.fromEntries(conflicts(mine, theirs, base).map(({ path, change }) => [path, change]));
    expect(found).toEqual({
      "title.pl": "mine",
      "title.en": "theirs",
      keywords: "theirs",
      "need.impact": "mine",
      "need.budget": "both",
    });
  });

  it("blames nobody without the common beginning", () => {
    expect(new Set(conflicts(mine, theirs).map(({ change }) => change))).toEqual(new Set(["both"]));
  });

  it("finds nothing in equal contents, whatever the order of keys and empty values", () => {
    expect(conflicts({ a: 1, b: { pl: "" } }, { b: { pl: "", en: "" }, a: 1 })).toEqual([]);
  });
});

describe("merged", () => {
  const list = conflicts(mine, theirs, base);

  it("keeps both people's work where they did not meet", () => {
    const next = merged(theirs, list, { ...presumed(list), "need.budget": "mine" });
    expect(next).toEqual({
      title: { pl: "Folia barierowa", en: "Film" },
      keywords: ["PLA", "PBAT"],
      need: { impact: null, budget: "under_50k" },
    });
  });

  it("presumes nothing where both changed a field", () => {
    expect(presumed(list)).not.toHaveProperty("need.budget");
  });

  it("takes one side whole", () => {
    expect(merged(theirs, list, {})).toEqual(theirs);
    const all = Object.fromEntries(list.map(({ path }) => [path, "mine" as const]));
    expect(conflicts(merged(theirs, list, all), mine)).toEqual([]);
  });

  it("empties a field in its own form", () => {
    const before = { text: "x", list: ["a"], number: 1 };
    const differences = conflicts({}, before);
    const all = Object.fromEntries(differences.map(({ path }) => [path, "mine" as const]));
    expect(merged(before, differences, all)).toEqual({ text: "", list: [], number: null });
  });
});

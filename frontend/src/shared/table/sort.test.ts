import { expect, it } from "vitest";
import { nextSort } from "./sort";

it.each([
  ["name", undefined, false, "name"],
  ["name", "ascending", false, "-name"],
  ["name", "descending", false, "name"],
  ["updated", undefined, true, "-updated"],
  ["updated", "descending", true, "updated"],
  ["updated", "ascending", true, "-updated"],
] as const)("%s, now %s, downwards %s: %s", (key, now, downwards, want) => {
  expect(nextSort(key, now, downwards)).toBe(want);
});

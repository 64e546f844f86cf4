import { expect, it } from "vitest";
import { percentOf } from "./progress";

it.each([
  ["idle", 0, 0, 0],
  ["running", 0, 0, 0],
  ["running", 1, 3, 33],
  ["running", 5, 4, 100],
  ["telling", 2, 4, 100],
  ["finished", 4, 4, 100],
] as const)("%s %d of %d is %d %%", (state, done, total, want) => {
  expect(percentOf({ state, done, total })).toBe(want);
});

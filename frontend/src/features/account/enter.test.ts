import { expect, it } from "vitest";
import { safeTarget } from "./enter";

it.each([
  ["/matches/1?sort=score", "/matches/1?sort=score"],
  [undefined, "/"],
  ["", "/"],
  ["https://elsewhere.example", "/"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?to=/sign-in", "/"],
])("leads %s to %s", (to, want) => {
  expect(safeTarget(to)).toBe(want);
});

import { expect, it } from "vitest";
import { readChanges, resourceOf } from "./changes";

it("reads what it knows and leaves out the rest", () => {
  const known = { type: "changed", resource: "match", id: "m1" };
  expect(readChanges([known, { type: "later" }, null, 3, { type: "notification" }])).toEqual([known]);
  expect(readChanges(known)).toEqual([known]);
});

it("knows what a change is about", () => {
  expect(resourceOf({ type: "changed", resource: "match", id: "m1" })).toBe("match");
  expect(resourceOf({ type: "notification", notification: { id: "n1" } })).toBe("notification");
});

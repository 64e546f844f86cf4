import { expect, it } from "vitest";
import type { Notice } from "./api";
import { byDay } from "./byDay";

const at = (id: string, ...time: [number, number, number, number, number]): Notice => ({
  id,
  kind: "match_new",
  state: "read",
  createdAt: new Date(...time).toISOString(),
});

it("groups by the reader's own days, in the order that is given", () => {
  const notices = [
    at("d", 2026, 10, 5, 0, 1),
    at("c", 2026, 10, 4, 23, 59),
    at("b", 2026, 10, 4, 0, 0),
    at("a", 2026, 10, 3, 12, 0),
  ];
  expect(byDay(notices).map(({ notices: ofDay }) => ofDay.map(({ id }) => id))).toEqual([
    ["d"],
    ["c", "b"],
    ["a"],
  ]);
  expect(byDay([])).toEqual([]);
});

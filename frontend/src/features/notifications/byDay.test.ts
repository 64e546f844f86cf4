import { expect, it } from "vitest";
import type { Notice } from "./api";
import { byDay } from "./byDay";

const at = (id: string, kind: Notice["kind"], ...time: [number, number, number, number, number]): Notice => ({
  id,
  kind,
  state: "read",
  createdAt: new Date(...time).toISOString(),
});

const ids = (notices: Notice[]) =>
  byDay(notices).map(({ groups }) => groups.map((group) => group.notices.map(({ id }) => id).join("")));

it("groups by the reader's own days, in the order that is given", () => {
  expect(
    ids([
      at("d", "match_new", 2026, 10, 5, 0, 1),
      at("c", "match_new", 2026, 10, 4, 23, 59),
      at("b", "match_new", 2026, 10, 4, 0, 0),
      at("a", "match_new", 2026, 10, 3, 12, 0),
    ]),
  ).toEqual([["d"], ["c", "b"], ["a"]]);
  expect(byDay([])).toEqual([]);
});

it("leaves apart what names somebody", () => {
  const given = [1, 2, 3, 4, 5].map((hour) => at(String(hour), "role_given", 2026, 10, 4, hour, 0));
  expect(ids(given)).toEqual([["1", "2", "3", "4", "5"]]);
});

it("makes one line of many alike, and leaves the others where they stood", () => {
  const alike = (id: string, hour: number) => at(id, "entry_submitted", 2026, 10, 4, hour, 0);
  expect(
    ids([
      alike("f", 9),
      at("m", "match_mutual", 2026, 10, 4, 8, 30),
      alike("e", 8),
      alike("d", 7),
      at("n", "match_mutual", 2026, 10, 4, 6, 30),
      alike("c", 6),
      alike("b", 0),
      at("a", "entry_submitted", 2026, 10, 3, 23, 0),
    ]),
  ).toEqual([["fedcb", "m", "n"], ["a"]]);
});

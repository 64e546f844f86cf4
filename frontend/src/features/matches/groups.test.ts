import { expect, it } from "vitest";
import type { Component } from "./api";
import { grouped } from "./groups";

const part = (name: string, points: number, max: number): Component => ({
  name,
  points,
  max,
  pairs: [],
  notes: [],
});

it("adds up the parts of each group and keeps every point of the score", () => {
  const parts = [
    part("topic", 20, 34),
    part("core", 3, 4),
    part("phrases", 3, 11),
    part("meaning", 0, 0),
    part("field", 9, 15),
    part("region", 2, 4),
    part("reciprocity", 3, 3),
    part("freshness", 1, 2),
    part("luck", 1, 1),
  ];
  const groups = grouped(parts);
  expect(groups.map(({ name, points, max }) => [name, points, max])).toEqual([
    ["subject", 26, 49],
    ["field", 9, 15],
    ["partner", 5, 7],
    ["present", 1, 2],
    ["other", 1, 1],
  ]);
  const total = (list: { points: number }[]) => list.reduce((sum, { points }) => sum + points, 0);
  expect(total(groups)).toBe(total(parts));
});

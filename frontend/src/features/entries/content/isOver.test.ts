import { expect, it } from "vitest";
import { isOver } from "./isOver";

const noon = new Date("2026-11-28T12:00:00Z");

it.each([
  ["2026-11-27", true],
  ["2026-11-28", false],
  ["2027-01-01", false],
  ["2019-12-31", true],
  ["", false],
  ["0202-1", false],
])("tells whether %s is over", (day, over) => expect(isOver(day, noon)).toBe(over));

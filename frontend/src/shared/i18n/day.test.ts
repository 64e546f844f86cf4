import { describe, expect, it } from "vitest";
import { addMonths, readDay, weeksOf, writeDay } from "./day";

describe("readDay", () => {
  it.each([
    ["4.11.2026", "2026-11-04"],
    ["04/11/2026", "2026-11-04"],
    [" 4 11 2026 ", "2026-11-04"],
    ["2026-11-04", "2026-11-04"],
    ["29.02.2028", "2028-02-29"],
    ["31.02.2027", undefined],
    ["29.02.2027", undefined],
    ["4.13.2026", undefined],
    ["4.11.26", undefined],
    ["4 listopada", undefined],
    ["", undefined],
  ])("%s", (text, want) => {
    expect(readDay(text)).toBe(want);
  });
});

it("writes what it reads", () => {
  for (const language of ["pl", "en"] as const)
    expect(readDay(writeDay("2026-11-04", language))).toBe("2026-11-04");
  expect(writeDay("", "pl")).toBe("");
});

it("lays out months from Monday", () => {
  const weeks = weeksOf("2026-11-15");
  expect(weeks[0]).toEqual([
    "2026-10-26",
    "2026-10-27",
    "2026-10-28",
    "2026-10-29",
    "2026-10-30",
    "2026-10-31",
    "2026-11-01",
  ]);
  expect(weeks.at(-1)?.[0]).toBe("2026-11-30");
  expect(weeksOf("2027-02-10")).toHaveLength(4);
  expect(addMonths("2026-12-31", 2)).toBe("2027-02-01");
});

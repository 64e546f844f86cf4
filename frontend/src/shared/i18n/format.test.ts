import { describe, expect, it } from "vitest";
import {
  nameTogether,
  typeset,
  daysBetween,
  formatAgo,
  formatDate,
  formatDateTime,
  formatNumber,
  formatShortDate,
} from "./format";

const at = new Date(2026, 10, 4, 14, 30);
const NBSP = "\u00a0";

describe("dates", () => {
  it.each([
    ["pl", "4\u00a0listopada\u00a02026, 14:30"],
    ["en", "4\u00a0November\u00a02026, 14:30"],
  ] as const)("are written out in %s", (language, want) => {
    expect(formatDateTime(at, language)).toBe(want);
  });

  it("have the genitive of the month in Polish", () => {
    expect(formatDate(new Date(2026, 0, 1), "pl")).toBe("1\u00a0stycznia\u00a02026");
  });

  it("are short without the year only in the running year", () => {
    expect(formatShortDate(at, "pl", new Date(2026, 11, 1))).toBe("4\u00a0lis");
    expect(formatShortDate(at, "pl", new Date(2027, 11, 1))).toBe("4\u00a0lis\u00a02026");
  });
});

describe("numbers", () => {
  it.each([
    [1234.5, "pl", `1${NBSP}234,5`],
    [1234.5, "en", "1,234.5"],
    [1_000_000, "pl", `1${NBSP}000${NBSP}000`],
    [0.25, "pl", "0,25"],
  ] as const)("%d in %s", (value, language, want) => {
    expect(formatNumber(value, language)).toBe(want);
  });
});

describe("ago", () => {
  const before = (seconds: number) => at.getTime() - seconds * 1000;
  it.each([
    [10, "przed chwilą"],
    [60, "1 minutę temu"],
    [5 * 60, "5 minut temu"],
    [22 * 60, "22 minuty temu"],
    [3 * 3600, "3 godziny temu"],
    [86_400, "wczoraj"],
    [2 * 86_400, "przedwczoraj"],
    [5 * 86_400, "5 dni temu"],
    [20 * 86_400, "15\u00a0października\u00a02026"],
  ] as const)("%d seconds", (seconds, want) => {
    expect(formatAgo(before(seconds), "pl", at)).toBe(want);
  });

  it("also tells the future", () => {
    expect(formatAgo(at.getTime() + 3 * 86_400_000, "en", at)).toBe("in 3 days");
  });

  it("counts whole days", () => {
    expect(daysBetween(before(86_400 * 2.9), at)).toBe(2);
  });
});

describe("typeset", () => {
  it.each([
    ["Zgoda obu stron i nazwy w liście", "pl", "Zgoda obu stron i~nazwy w~liście"],
    ["Opakowania Mazur sp. z o.o. w Łodzi", "pl", "Opakowania Mazur sp.~z~o.o. w~Łodzi"],
    ["Piekarnia s. c.", "pl", "Piekarnia s.~c."],
    ["z 24 h i 140 °C, do 5 kg", "pl", "z~24~h i~140~°C, do 5~kg"],
    ["a film of 5 mm", "en", "a film of 5~mm"],
    ["5 minut temu", "pl", "5 minut temu"],
  ] as const)("%s", (text, language, want) => {
    expect(typeset(text, language)).toBe(want.replaceAll("~", "\u00a0"));
  });

  it("leaves names without a legal form", () => {
    expect(nameTogether("Instytut w Łodzi")).toBe("Instytut w Łodzi");
  });
});

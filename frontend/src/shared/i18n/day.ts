import type { Language } from "./languages";

/** A day as people write it: "4.11.2026" in Polish, "4/11/2026" in British English. */
export function writeDay(day: string, language: Language): string {
  const [year, month, date] = day.split("-");
  if (!year || !month || !date) return "";
  return language === "pl" ? `${date}.${month}.${year}` : `${date}/${month}/${year}`;
}

/**
 * The day that was written, as "2026-11-04": day, month and year with dots, slashes, hyphens or spaces between, or as
 * computers write it. Nothing where it is no day, as 31.02.
 */
export function readDay(text: string): string | undefined {
  const parts = text.trim().split(/[\s./-]+/);
  if (parts.length !== 3 || !parts.every((part) => /^\d+$/.test(part))) return undefined;
  const [year, month, date] = (parts[0]?.length === 4 ? parts : parts.toReversed()) as [
    string,
    string,
    string,
  ];
  if (year.length !== 4) return undefined;
  return dayOf(Number(year), Number(month) - 1, Number(date));
}

function dayOf(year: number, month: number, date: number): string | undefined {
  const at = new Date(Date.UTC(year, month, date));
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month || at.getUTCDate() !== date)
    return undefined;
  return at.toISOString().slice(0, 10);
}

/** A day so many days later; negative is earlier. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The first day of the month so many months later. */
export function addMonths(day: string, months: number): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 10);
}

/** The weeks, from Monday, that hold a day's month: six at most. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 7)}-01`;
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const start = addDays(first, -weekday);
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, date) => addDays(start, 7 * week + date)),
  );
  return weeks.filter((week) => week.some((one) => one.slice(0, 7) === day.slice(0, 7)));
}

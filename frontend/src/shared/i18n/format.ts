import type { Language } from "./languages";

// Formats are made once per language: making one costs more than using it.
function perLanguage<T>(make: (language: Language) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language);
    if (known) return known;
    const fresh = make(language);
    made.set(language, fresh);
    return fresh;
  };
}

const locale = (language: Language) => (language === "pl" ? "pl-PL" : "en-GB");

const dates = perLanguage(
  (l) => new Intl.DateTimeFormat(locale(l), { day: "numeric", month: "long", year: "numeric" }),
);
const shortDates = perLanguage((l) => new Intl.DateTimeFormat(locale(l), { day: "numeric", month: "short" }));
const times = perLanguage((l) => new Intl.DateTimeFormat(locale(l), { hour: "2-digit", minute: "2-digit" }));
const relative = perLanguage((l) => new Intl.RelativeTimeFormat(locale(l), { numeric: "auto" }));
const lists = perLanguage((l) => new Intl.ListFormat(locale(l), { type: "conjunction" }));

export type Moment = string | number | Date;

/** "4 listopada 2026". */
export function formatDate(at: Moment, language: Language): string {
  return dates(language).format(new Date(at)).replaceAll(" ", "\u00a0");
}

/** "4 lis" in the running year, with the year in any other. */
export function formatShortDate(at: Moment, language: Language, now: Moment = Date.now()): string {
  const date = new Date(at);
  const short = shortDates(language).format(date).replaceAll(" ", "\u00a0");
  return date.getFullYear() === new Date(now).getFullYear() ? short : `${short}\u00a0${date.getFullYear()}`;
}

/** "14:30". */
export function formatTime(at: Moment, language: Language): string {
  return times(language).format(new Date(at));
}

/** "4 listopada 2026, 14:30". */
export function formatDateTime(at: Moment, language: Language): string {
  return `${formatDate(at, language)}, ${formatTime(at, language)}`;
}

/** "1 234,5" with a non-breaking space in Polish (from four digits on), "1,234.5" in English. */
export function formatNumber(
  value: number,
  language: Language,
  options: Intl.NumberFormatOptions = {},
): string {
  return new Intl.NumberFormat(locale(language), { useGrouping: "always", ...options }).format(value);
}

const LEGAL_FORM = /\b(sp\.) (z) (o\.\s?o\.)|\b(S\.) (A\.)|\b(s\.) (c\.|j\.|k\.)/g;
const UNIT =
  /(\d) (°C|%|‰|kg|g|mg|t|km|m|cm|mm|µm|nm|m²|cm²|m³|cm³|l|ml|h|s|min|kW|MW|kWh|V|A|Hz|MPa|kPa|bar|zł|PLN|EUR)(?![\p{L}\p{N}])/gu;
const ONE_LETTER = /(?<=^|[\s\u00a0(„])([aiouwzAIOUWZ]) (?=\S)/g;

/** A name of an organisation whose legal form, as "sp. z o.o.", stays on one line. */
export function nameTogether(name: string): string {
  return name.replace(LEGAL_FORM, (form) => form.replaceAll(" ", "\u00a0"));
}

/**
 * A text of the interface as a typesetter would set it: a number stays with its unit, and in Polish a word of one letter
 * with the word after it.
 */
export function typeset(text: string, language: Language): string {
  const together = nameTogether(text).replace(UNIT, "$1\u00a0$2");
  return language === "pl" ? together.replace(ONE_LETTER, "$1\u00a0") : together;
}

/** "a, b i c". */
export function formatList(values: string[], language: Language): string {
  return lists(language).format(values);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
];

/** "5 minut temu", "wczoraj"; from 14 days on the date, because "37 days ago" says less. */
export function formatAgo(at: Moment, language: Language, now: Moment = Date.now()): string {
  const seconds = (new Date(at).getTime() - new Date(now).getTime()) / 1000;
  const size = Math.abs(seconds);
  if (size >= 14 * 86_400) return formatDate(at, language);
  if (size < 60) return language === "pl" ? "przed chwilą" : "just now";
  const [unit, length] = STEPS.findLast(([, limit]) => size >= limit) ?? ["minute", 60];
  return relative(language).format(Math.trunc(seconds / length), unit);
}

/** Whole days between two moments, as "age" in a queue counts them. */
export function daysBetween(from: Moment, to: Moment): number {
  return Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 86_400_000);
}

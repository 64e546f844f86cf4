/** What an address can carry after "?": texts, and lists of them as repeated keys. */
export type Search = Record<string, string | string[] | undefined>;

const MOST_VALUES = 60;
const LONGEST = 300;

/** Reads "?origin=science&origin=other&q=film"; a key that comes once is a text, more often a list. */
export function parseSearch(text: string): Search {
  const search: Search = {};
  let read = 0;
  for (const [key, value] of new URLSearchParams(text)) {
    if (++read > MOST_VALUES || value === "" || value.length > LONGEST) continue;
    const known = search[key];
    search[key] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return search;
}

/** The counterpart of parseSearch; empty values are left out, so that an unfiltered list has a clean address. */
export function formatSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === "string" && one !== "") params.append(key, one);
    }
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The values of a key as a list. */
export function valuesOf(search: Search, key: string): string[] {
  const value = search[key];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The first value of a key. */
export function valueOf(search: Search, key: string): string {
  return valuesOf(search, key)[0] ?? "";
}

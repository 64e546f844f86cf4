import type { Query } from "@/shared/api/request";
import { type Search, valueOf, valuesOf } from "@/shared/filters/search";

/** The filters of the list of matches, as they stand in the address. */
export const FILTERS = [
  "entry",
  "organisation",
  "cluster",
  "kind",
  "state",
  "minScore",
  "new",
  "hidden",
  "sort",
] as const;

/** The API's query of the list that an address names; a match page has the same address to go on in the list. */
export function queryOf(search: Search): Query {
  const query: Query = {};
  for (const key of FILTERS) query[key] = key === "state" ? valuesOf(search, key) : valueOf(search, key);
  return query;
}

/** The part of an address that belongs to the list. */
export function searchOf(search: Search): Search {
  return Object.fromEntries(FILTERS.flatMap((key) => (valueOf(search, key) ? [[key, search[key]]] : [])));
}

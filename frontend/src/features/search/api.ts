import { infiniteQueryOptions } from "@tanstack/react-query";
import type { EntryItem, Organisation } from "@/shared/api/model";
import { api, type Query } from "@/shared/api/request";

export interface Hit extends EntryItem {
  /** Words of the query as they occur in the entry. */
  matched: string[];
}

export interface SearchResult {
  entries: Hit[];
  /** On the first page only. */
  organisations: Organisation[];
  /** Entries found; may be an estimate. */
  total: number;
  facets: Record<string, Record<string, number>>;
  /** The search server is down; a simpler search answered. */
  degraded: boolean;
}

const PAGE = 20;
/** The API goes no further. */
const FURTHEST = 900;

export const searchQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ["entries", "search", query],
    queryFn: ({ pageParam, signal }) =>
      api.get<SearchResult>("/search", { query: { ...query, offset: pageParam, limit: PAGE }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page, _pages, offset) => {
      const next = offset + PAGE;
      return page.entries.length === PAGE && next < Math.min(page.total, FURTHEST) ? next : undefined;
    },
  });

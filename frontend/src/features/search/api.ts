import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Organisation } from "@/shared/api/model";
import { api, type Query } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

/** An entry with the words of the query as they occur in it. */
export type Hit = Schemas["SearchHit"];

/** A page of hits; organisations on the first only. Degraded: the search server is down, a simpler search answered. */
export type SearchResult = Omit<Schemas["SearchResult"], "organisations"> & { organisations: Organisation[] };

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

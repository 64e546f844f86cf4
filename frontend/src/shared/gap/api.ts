import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/request";
import type { components } from "../api/schema";

type Schemas = components["schemas"];

/** Why a need has no good matches, and what the viewer can do about it. */
export type Gap = Schemas["Gap"];
export type Reason = Gap["reasons"][number];

// A change of any match or entry marks it stale (live.ts).
export const gapKey = (entry: string) => ["gap", entry] as const;

export const gapQuery = (entry: string) =>
  queryOptions({
    queryKey: gapKey(entry),
    queryFn: ({ signal }) => api.get<Gap>(`/entries/${encodeURIComponent(entry)}/gap`, { signal }),
    staleTime: 30_000,
  });

export const askManager = (entry: string) =>
  api.post<Schemas["Asked"]>(`/entries/${encodeURIComponent(entry)}/ask-manager`);

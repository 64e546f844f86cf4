import { queryOptions } from "@tanstack/react-query";
import type { Page } from "@/shared/api/list";
import type { EntryItem } from "@/shared/api/model";
import { api, type Query } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

export type MatchSide = Pick<
  Schemas["MatchSide"],
  "own" | "kind" | "title" | "organisation" | "owner" | "interested"
>;

/** Of a match what the start page needs. */
export type MatchItem = Pick<Schemas["MatchItem"], "id" | "state" | "score" | "mine" | "new"> & {
  need: MatchSide;
  offer: MatchSide;
};

/** At most so many of a kind are shown; the rest is one click away. */
export const SHOWN = 4;

function part<T>(name: string, path: string, query: Query) {
  return queryOptions({
    queryKey: ["home", name],
    queryFn: ({ signal }) => api.get<Page<T>>(path, { query, signal }),
  });
}

/** Matches in which the other side said yes and the own side has not answered are picked from these. */
export const interestQuery = part<MatchItem>("interest", "/matches", { state: "interest", limit: 50 });
export const newMatchesQuery = part<MatchItem>("newMatches", "/matches", { new: true, limit: SHOWN });
export const remarksQuery = part<EntryItem>("remarks", "/entries", {
  state: "changes_requested",
  limit: SHOWN + 1,
});
export const draftsQuery = part<EntryItem>("drafts", "/entries", { state: "draft", limit: SHOWN + 1 });
export const reviewsQuery = part<EntryItem>("reviews", "/queue", { assigned: "me", limit: SHOWN + 1 });
export const unassignedQuery = part<EntryItem>("unassigned", "/queue", {
  assigned: "none",
  limit: SHOWN + 1,
});
export const parkedQuery = part<{ id: string }>("parked", "/platform/parked", {});

/** Whether the other side said yes and the own one has not answered. */
export function awaitsAnswer({ need, offer, mine }: MatchItem): boolean {
  return mine.some((side) =>
    side === "need" ? offer.interested && !need.interested : need.interested && !offer.interested,
  );
}

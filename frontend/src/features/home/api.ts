import { queryOptions } from "@tanstack/react-query";
import type { Page } from "@/shared/api/list";
import type { EntryItem, OrganisationRef } from "@/shared/api/model";
import { api, type Query } from "@/shared/api/request";
import type { Text } from "@/shared/api/text";

export interface MatchSide {
  own: boolean;
  kind: "need" | "technology" | "competence";
  title: Text;
  /** Absent where identity is not shown. */
  organisation?: OrganisationRef;
  owner: { origin: string; size: string; voivodeship: string };
  interested: boolean;
}

export interface MatchItem {
  id: string;
  state: "suggested" | "interest" | "mutual" | "talking" | "agreed" | "declined";
  score: number;
  need: MatchSide;
  offer: MatchSide;
  mine: ("need" | "offer")[];
  new: boolean;
}

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

import { queryOptions } from "@tanstack/react-query";
import type { EntryContent, EntryItem } from "@/shared/api/entry";
import { listQuery, type Page } from "@/shared/api/list";
import { api, type Query } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

export type Side = Schemas["MatchItem"]["mine"][number];
export type State = Schemas["MatchItem"]["state"];
export type Action = Schemas["MatchItem"]["actions"][number];
export type Finding = Schemas["Finding"];
export type MatchSide = Schemas["MatchSide"];
export type MatchItem = Schemas["MatchItem"];
export type Pair = Schemas["MatchPair"];
export type Gloss = Schemas["TextGloss"];
export type Component = Omit<Schemas["ScoreComponent"], "name"> & { name: string };
export type Change = Omit<Schemas["MatchChange"], "code"> & { code: string };
export type Step = Schemas["MatchStep"];

/** A match with all that the viewer may see of it. */
export type MatchPage = Omit<Schemas["MatchPage"], "needContent" | "offerContent"> & {
  needContent: EntryContent;
  offerContent: EntryContent;
};

/** Identities and confidential detail are open to both sides. */
export const isOpen = (state: State) => state === "mutual" || state === "talking" || state === "agreed";

/** The other side sees only this side's teaser until both agree. */
export const isAnonymous = (match: MatchPage, side: Side) =>
  (side === "need" ? match.needContent : match.offerContent).visibility === "teaser";

export const matchesQuery = (query: Query) => listQuery<MatchItem>(["matches", "list"], "/matches", query);

export type MatchList = Page<MatchItem>;

export const matchKey = (id: string) => ["matches", "one", id] as const;

export const matchQuery = (id: string) =>
  queryOptions({
    queryKey: matchKey(id),
    queryFn: ({ signal }) => api.get<MatchPage>(`/matches/${encodeURIComponent(id)}`, { signal }),
  });

/** The own entries that are matched now, to choose one of. */
export const matchedEntriesQuery = (cluster: string) =>
  queryOptions({
    queryKey: ["entries", "matched", cluster],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ items: EntryItem[] }>("/entries", {
          query: { live: true, limit: 100, cluster },
          signal,
        })
      ).items,
  });

/** One entry, for its title in a filter. */
export const entryTitleQuery = (id: string) =>
  queryOptions({
    queryKey: ["entries", "one", id],
    queryFn: ({ signal }) => api.get<EntryItem>(`/entries/${encodeURIComponent(id)}`, { signal }),
    enabled: id !== "",
  });

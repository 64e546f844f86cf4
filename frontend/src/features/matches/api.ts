import { queryOptions } from "@tanstack/react-query";
import type { EntryContent, EntryItem, Ref } from "@/shared/api/entry";
import { listQuery, type Page } from "@/shared/api/list";
import { api, type Query } from "@/shared/api/request";
import type { Text } from "@/shared/api/text";

export type Side = "need" | "offer";
export type State = "suggested" | "interest" | "mutual" | "talking" | "agreed" | "declined";
export type Action = "interest" | "decline" | "reconsider" | "talking" | "agreed" | "hide" | "unhide";

/** A fact as a code with parameters; findings.ts puts it into words. */
export interface Finding {
  code: string;
  params?: Record<string, unknown>;
}

/** One side of a match. Of an anonymous one there is only what its teaser shows. */
export interface MatchSide {
  own: boolean;
  view: "teaser" | "public" | "full";
  entry?: string;
  kind: EntryItem["kind"];
  title: Text;
  teaser: Text;
  trl: number | null;
  organisation?: Ref;
  owner: { origin: string; size: string; voivodeship: string };
  interested: boolean;
}

export interface MatchItem {
  id: string;
  version: number;
  state: State;
  score: number;
  need: MatchSide;
  offer: MatchSide;
  /** The sides that the viewer represents. */
  mine: Side[];
  new: boolean;
  hidden: boolean;
  missing: Finding[];
  actions: Action[];
  createdAt: string;
  updatedAt: string;
}

export interface Pair {
  need: string;
  offer: string;
  translated: boolean;
  weight: number;
}

export interface Component {
  name: string;
  points: number;
  /** 0 where a side does not state what the component needs. */
  max: number;
  pairs: Pair[];
  notes: Finding[];
}

export interface Step {
  at: string;
  action: string;
  side?: Side;
  own: boolean;
  name?: string;
}

export interface MatchPage extends MatchItem {
  needContent: EntryContent;
  offerContent: EntryContent;
  needMessage?: string;
  offerMessage?: string;
  components: Component[];
  model: string;
  decline?: { by: Side; reason: string; note?: string };
  history: Step[];
  disclosedAt?: string;
}

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

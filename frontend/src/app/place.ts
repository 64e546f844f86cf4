import type { components } from "@/shared/api/schema";

/** What is on screen, as notifications know it. */
export type Shown = components["schemas"]["NoticePlace"];

const PLACES: Record<string, Shown["place"]> = {
  matches: "match",
  entries: "entry",
  projects: "project",
  watches: "watch",
  clusters: "cluster",
  organisations: "organisation",
};

/** Finds what an address shows: a thing, also while it is edited or reviewed, or the matches of an entry. */
export function shownAt(pathname: string, search: Record<string, unknown> = {}): Shown | undefined {
  const [, first = "", id = ""] = pathname.split("/").map(decodeURIComponent);
  if (first === "matches" && !id)
    return { place: "matches", id: typeof search.entry === "string" ? search.entry : "" };
  const place = PLACES[first];
  return place && id && id !== "new" ? { place, id } : undefined;
}

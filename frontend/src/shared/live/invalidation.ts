import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** What a `changed` frame can be about. */
export type Resource =
  | "match"
  | "entry"
  | "organisation"
  | "cluster"
  | "person"
  | "invitation"
  | "membership"
  | "notification"
  | "watch"
  | "project";

/**
 * What a feature shows of each resource: the beginnings of the query keys that a change makes stale. Each feature
 * exports one as `live`; app/live.ts gathers them.
 */
export type Live = Partial<Record<Resource, readonly QueryKey[]>>;

/** Changes that come close together are one: an approval may bring fifty matches, each with its frame. */
const TOGETHER = 400;

/**
 * Marks as stale what a change makes stale; what is on screen is read again. The first change acts at once, those
 * that follow within TOGETHER act together at its end, so that a burst costs two readings.
 */
export class Invalidator {
  private readonly due = new Map<string, QueryKey>();
  private all = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly queryClient: QueryClient,
    private readonly keys: ReadonlyMap<string, readonly QueryKey[]>,
  ) {}

  changed(resource: string) {
    for (const key of this.keys.get(resource) ?? []) this.due.set(JSON.stringify(key), key);
    if (this.timer === undefined) this.flush();
  }

  /** Everything on screen may be old; several channels that begin together are read once. */
  everything() {
    this.all = true;
    this.timer ??= setTimeout(() => this.flush(), TOGETHER);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private flush() {
    this.timer = undefined;
    if (!this.all && this.due.size === 0) return;
    if (this.all)
      void this.queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "codes" });
    else for (const queryKey of this.due.values()) void this.queryClient.invalidateQueries({ queryKey });
    this.all = false;
    this.due.clear();
    this.timer = setTimeout(() => this.flush(), TOGETHER);
  }
}

/** The resources of several features' `live`, together. */
export function gather(...all: Live[]): ReadonlyMap<string, readonly QueryKey[]> {
  const keys = new Map<string, QueryKey[]>();
  for (const live of all)
    for (const [resource, some] of Object.entries(live))
      keys.set(resource, [...(keys.get(resource) ?? []), ...some]);
  return keys;
}

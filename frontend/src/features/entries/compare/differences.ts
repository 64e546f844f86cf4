import { queryOptions } from "@tanstack/react-query";
import { entryKey } from "@/shared/api/entry";
import { api } from "@/shared/api/request";
import type { Path } from "../content/path";

/** One field that differs; null where a version says nothing. */
export interface Difference {
  field: Path;
  before: unknown;
  after: unknown;
}

/** The fields in which two versions differ; version 0 is the working copy. */
export const differencesQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: [...entryKey(id), "compare", from, to],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ items: Difference[] }>(`/entries/${encodeURIComponent(id)}/compare`, {
          query: { from, to },
          signal,
        })
      ).items,
  });

/** What a reader wants first: the version before, and the newest. */
export function startVersions(versions: number, workingCopy: boolean): [from: number, to: number] {
  if (workingCopy) return [Math.max(versions, 1), 0];
  return [Math.max(versions - 1, 1), versions];
}

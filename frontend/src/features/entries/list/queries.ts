import { queryOptions } from "@tanstack/react-query";
import type { EntryItem, EntryKind, EntryPage } from "@/shared/api/entry";
import { listQuery } from "@/shared/api/list";
import type { ClusterRef } from "@/shared/api/model";
import { api, type Query } from "@/shared/api/request";

/** An organisation as far as starting an entry needs it. */
export interface Owner {
  id: string;
  name: string;
  clusters: ClusterRef[];
}

export const entriesQuery = (query: Query) => listQuery<EntryItem>(["entries", "list"], "/entries", query);

/** The organisations in whose name entries can be started, with their clusters. */
export const ownersQuery = (ids: string[]) =>
  queryOptions({
    queryKey: ["organisations", "owners", ids],
    queryFn: ({ signal }) =>
      Promise.all(ids.map((id) => api.get<Owner>(`/organisations/${encodeURIComponent(id)}`, { signal }))),
  });

/** Starts a draft with nothing in it. */
export const createEntry = (organisation: string, cluster: string, kind: EntryKind) =>
  api.create<EntryPage>("/entries", { organisation, cluster, kind });

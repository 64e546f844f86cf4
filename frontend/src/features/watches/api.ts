import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "@/shared/api/list";
import { api } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

/** A saved search as it is written; empty lists and TRL 0 let everything pass. */
export type WatchForm = Required<Schemas["WatchForm"]>;
/** What a watch compares entries with. */
export type Conditions = Omit<WatchForm, "name" | "active">;
export type Watch = Required<Schemas["Watch"]>;
export type WatchHit = Schemas["WatchHit"];

export const WATCHES = ["watches"] as const;

/** The server's bound (app/watch.go). */
export const MAX_NAME = 80;

export const watchesQuery = queryOptions({
  queryKey: [...WATCHES, "list"],
  queryFn: async ({ signal }) => (await api.get<{ items: Watch[] }>("/watches", { signal })).items,
});

export const watchQuery = (id: string) =>
  queryOptions({
    queryKey: [...WATCHES, "one", id],
    queryFn: ({ signal }) => api.get<Watch>(`/watches/${encodeURIComponent(id)}`, { signal }),
    enabled: id !== "",
  });

export const hitsQuery = (id: string) =>
  listQuery<WatchHit>([...WATCHES, "hits", id], `/watches/${encodeURIComponent(id)}/hits`);

export const createWatch = (form: WatchForm) => api.create<Watch>("/watches", form);

export const saveWatch = ({ id, version }: Watch, form: WatchForm) =>
  api.put<Watch>(`/watches/${encodeURIComponent(id)}`, form, { version });

export const deleteWatch = ({ id, version }: Watch) =>
  api.delete<undefined>(`/watches/${encodeURIComponent(id)}`, { version });

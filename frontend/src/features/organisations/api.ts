import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "@/shared/api/list";
import type { EntryItem, Organisation, OrganisationForm } from "@/shared/api/model";
import { api, type Query } from "@/shared/api/request";

export const organisationsQuery = (query: Query) =>
  listQuery<Organisation>(["organisations", "list"], "/organisations", query);

export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisations", id],
    queryFn: ({ signal }) => api.get<Organisation>(`/organisations/${encodeURIComponent(id)}`, { signal }),
  });

/** The approved entries that an organisation shows the viewer. */
export const organisationEntriesQuery = (id: string) =>
  listQuery<EntryItem>(["organisations", id, "entries"], "/entries", { organisation: id, live: true });

export const createOrganisation = (cluster: string, organisation: OrganisationForm) =>
  api.create<Organisation>("/organisations", { cluster, organisation });

export const saveOrganisation = (id: string, version: number, form: OrganisationForm) =>
  api.put<Organisation>(`/organisations/${encodeURIComponent(id)}`, form, { version });

export const setOrganisationState = ({ id, version }: Organisation, state: "published" | "archived") =>
  api.post<Organisation>(
    `/organisations/${encodeURIComponent(id)}/${state === "published" ? "publish" : "archive"}`,
    undefined,
    { version },
  );

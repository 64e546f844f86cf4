import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "@/shared/api/list";
import type { Cluster, Organisation } from "@/shared/api/model";
import { api } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

/** A cluster as it is written; the coordinator is an id, or empty. */
export type ClusterForm = Required<components["schemas"]["ClusterForm"]>;

export const clusterQuery = (slug: string) =>
  queryOptions({
    queryKey: ["clusters", slug],
    queryFn: ({ signal }) => api.get<Cluster>(`/clusters/${encodeURIComponent(slug)}`, { signal }),
  });

export const membersQuery = (cluster: string, text = "") =>
  listQuery<Organisation>(["organisations", "list"], "/organisations", { cluster, q: text });

/** Organisations by name, to choose one from. */
export const findQuery = (text: string) =>
  listQuery<Organisation>(["organisations", "list"], "/organisations", { q: text, limit: 10 });

export const createCluster = (form: ClusterForm) => api.create<Cluster>("/clusters", form);

export const saveCluster = (id: string, version: number, form: ClusterForm) =>
  api.put<Cluster>(`/clusters/${encodeURIComponent(id)}`, form, { version });

const memberPath = (cluster: string, organisation: string) =>
  `/clusters/${encodeURIComponent(cluster)}/members/${encodeURIComponent(organisation)}`;

export type Asked = components["schemas"]["AskedMember"];

/** Asks an organisation to join; it belongs at once only where the person decides for it anyway. */
export const askMember = (cluster: string, organisation: string) =>
  api.put<Asked>(memberPath(cluster, organisation), {});

export const removeMember = (cluster: string, organisation: string) =>
  api.delete<undefined>(memberPath(cluster, organisation));

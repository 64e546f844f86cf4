import { queryOptions } from "@tanstack/react-query";
import type { Cluster } from "./model";
import { api } from "./request";

/** All clusters: few, and wanted by filters and forms of several features. */
export const clustersQuery = queryOptions({
  queryKey: ["clusters", "list"],
  queryFn: async ({ signal }) => (await api.get<{ items: Cluster[] }>("/clusters", { signal })).items,
});

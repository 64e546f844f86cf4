import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Option } from "../code/codes";
import type { Page } from "./list";
import type { OrganisationRef } from "./model";
import { api } from "./request";
import { ownClusters, useSession } from "./session";

const PAGE = 100;
/** So many pages at most: a filter with more than a thousand names helps nobody. */
const PAGES = 10;

const membersQuery = (clusters: string[]) =>
  queryOptions({
    queryKey: ["organisations", "members", clusters],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const found = new Map<string, string>();
      for (const cluster of clusters) {
        let cursor: string | undefined;
        for (let page = 0; page < PAGES; page++) {
          const { items, next } = await api.get<Page<OrganisationRef>>("/organisations", {
            query: { cluster, limit: PAGE, cursor },
            signal,
          });
          for (const { id, name } of items) found.set(id, name);
          cursor = next;
          if (!cursor) break;
        }
      }
      return [...found].map(([value, label]) => ({ value, label }));
    },
  });

/** The members of the clusters that the person leads, to choose one; nothing for others. */
export function useMembers(): Option[] {
  const clusters = ownClusters(useSession(), "manager").map(({ id }) => id);
  const { data } = useQuery({ ...membersQuery(clusters), enabled: clusters.length > 0 });
  return data ?? [];
}

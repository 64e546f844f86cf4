import { useQuery } from "@tanstack/react-query";
import { clustersQuery } from "@/shared/api/clusters";
import type { Page } from "@/shared/api/list";
import type { EntryItem, Organisation } from "@/shared/api/model";
import { api } from "@/shared/api/request";
import { hasRole, ownClusters, ownOrganisations, type Session } from "@/shared/api/session";
import { adminSteps, managerSteps, memberSteps, type Step } from "./steps";

interface PersonItem {
  grants: Session["grants"];
}

function useRead<T>(
  key: string,
  path: string,
  query: Record<string, string | number | boolean>,
  enabled: boolean,
) {
  return useQuery({
    queryKey: ["home", "steps", key, path, query],
    queryFn: ({ signal }) => api.get<T>(path, { query, signal }),
    enabled,
  });
}

/**
 * What the person does first, by role, ticked from what there is; nothing once all is done, and nothing before it is
 * known.
 */
export function useSteps(session: Session): Step[] {
  const [managed] = ownClusters(session, "manager");
  const [organisation] = ownOrganisations(session);
  const admin = hasRole(session, "admin") && !managed && !organisation;
  const clusters = useQuery({ ...clustersQuery, enabled: managed !== undefined || admin });
  const cluster = managed ? managed.id : admin ? (clusters.data?.[0]?.id ?? "") : "";
  const people = useRead<Page<PersonItem>>("people", "/people", { cluster, limit: 100 }, cluster !== "");
  const live = useRead<Page<EntryItem>>(
    "live",
    "/entries",
    { cluster, live: true, limit: 1 },
    managed !== undefined,
  );
  const member = organisation !== undefined && managed === undefined;
  const own = useRead<Organisation>("own", `/organisations/${organisation?.id}`, {}, member);
  const entries = useRead<Page<EntryItem>>("entries", "/entries", { limit: 20 }, member);
  const steps = () => {
    if (managed) {
      const facts = clusters.data?.find(({ id }) => id === managed.id);
      if (!facts || !people.data || !live.data) return [];
      return managerSteps(facts, people.data.items, live.data.items.length > 0);
    }
    if (member) return own.data && entries.data ? memberSteps(own.data, entries.data.items) : [];
    if (admin && clusters.data) {
      if (clusters.data.length > 0 && !people.data) return [];
      return adminSteps(clusters.data, people.data?.items ?? []);
    }
    return [];
  };
  const all = steps();
  return all.every(({ done }) => done) ? [] : all;
}

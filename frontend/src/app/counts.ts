import { useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/request";
import { hasRole, useSession } from "@/shared/api/session";
import type { PlaceName } from "./places";

/** How much is new at a place since the last visit of anyone of the organisation. */
export function useCounts(): Partial<Record<PlaceName, number>> {
  const session = useSession();
  const { data } = useQuery({
    queryKey: ["matches", "newCount"],
    queryFn: ({ signal }) =>
      api.get<{ total?: number }>("/matches", { query: { new: true, limit: 1 }, signal }),
    enabled: hasRole(session, "representative"),
  });
  return { matches: data?.total };
}

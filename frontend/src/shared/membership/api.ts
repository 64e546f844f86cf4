import { queryOptions } from "@tanstack/react-query";
import type { Page } from "../api/list";
import { api, type Query } from "../api/request";
import type { components } from "../api/schema";

/** A request of a cluster to an organisation to join it. */
export type MembershipRequest = components["schemas"]["MembershipRequest"];

const part = (key: readonly string[], query: Query) =>
  queryOptions({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await api.get<Page<MembershipRequest>>("/membership-requests", { query, signal })).items,
  });

/** Those that wait for the person's answer. */
export const waitingRequestsQuery = part(["home", "memberships"], { waiting: true });

export const requestsToQuery = (organisation: string) =>
  part(["memberships", "organisation", organisation], { organisation });

export const requestsOfQuery = (cluster: string) => part(["memberships", "cluster", cluster], { cluster });

const path = (id: string) => `/membership-requests/${encodeURIComponent(id)}`;

export const acceptRequest = (id: string) => api.post<MembershipRequest>(`${path(id)}/accept`, {});
export const declineRequest = (id: string) => api.post<MembershipRequest>(`${path(id)}/decline`, {});
export const withdrawRequest = (id: string) => api.delete<undefined>(path(id));

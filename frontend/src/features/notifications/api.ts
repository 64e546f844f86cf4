import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "@/shared/api/list";
import { api } from "@/shared/api/request";
import type { Text } from "@/shared/api/text";

export type NoticeKind =
  | "match_new"
  | "match_interest"
  | "match_mutual"
  | "match_declined"
  | "match_progress"
  | "matches_recomputed"
  | "need_unmet"
  | "entry_submitted"
  | "entry_assigned"
  | "entry_changes_requested"
  | "entry_approved"
  | "entry_expiring"
  | "entry_expired"
  | "watch_hit"
  | "project_invitation"
  | "project_answer"
  | "membership_request"
  | "membership_answer"
  | "membership_ended"
  | "role_given"
  | "role_taken";

/** A notification. Its text is made from the kind and the facts; what the kind does not need is absent. */
export interface Notice {
  id: string;
  kind: NoticeKind;
  state: "unread" | "read" | "archived";
  createdAt: string;
  readAt?: string;
  /** The recipient's own entry, or the entry to review. */
  entry?: string;
  /** The match; of several new ones the best. */
  match?: string;
  /** The watch; of a single hit `entry` is set too. */
  watch?: string;
  project?: string;
  /** The cluster that an organisation joins or leaves. */
  cluster?: string;
  /** The organisation that joins or leaves, or that is represented. */
  organisation?: string;
  /** Name of that organisation, or of the person whose role it is. */
  name?: string;
  title?: Text;
  entryKind?: string;
  otherKind?: string;
  count?: number;
  score?: number;
  reason?: string;
  progress?: string;
  number?: number;
}

export const noticesQuery = (state: "" | "unread" | "archived", limit?: number) =>
  listQuery<Notice>(["notifications", "list"], "/notifications", { state, limit });

export const unreadQuery = queryOptions({
  queryKey: ["notifications", "count"],
  queryFn: async ({ signal }) =>
    (await api.get<{ unread: number }>("/notifications/count", { signal })).unread,
});

export const readNotices = (ids: string[]) => api.post<undefined>("/notifications/read", { ids });

/** Marks this one and all before it: what came since it was shown stays unread. */
export const readUpTo = (id: string) => api.post<undefined>("/notifications/read", { upTo: id });

export const archiveNotices = (ids: string[]) => api.post<undefined>("/notifications/archive", { ids });

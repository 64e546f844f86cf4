import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "@/shared/api/list";
import { api } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

/** A notification. Its text is made from the kind and the facts; what the kind does not need is absent. */
export type Notice = Schemas["Notice"];
export type NoticeKind = Notice["kind"];

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

/** Marks those about what is on screen. */
export const readAbout = (about: Schemas["NoticePlace"]) =>
  api.post<undefined>("/notifications/read", { about });

export const archiveNotices = (ids: string[]) => api.post<undefined>("/notifications/archive", { ids });

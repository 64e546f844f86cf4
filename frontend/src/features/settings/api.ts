import { queryOptions } from "@tanstack/react-query";
import type { Page } from "@/shared/api/list";
import { api } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";
import type { Session } from "@/shared/api/session";

type Schemas = components["schemas"];

export type Preferences = Schemas["SetPreferencesBody"];

/** One place where the person is signed in. */
export type SessionItem = Schemas["SessionItem"];

export const savePreferences = (preferences: Preferences) =>
  api.put<Session>("/session/preferences", preferences);

export const changePassword = (old: string, password: string) =>
  api.put<undefined>("/session/password", { old, password });

export const sessionsQuery = queryOptions({
  queryKey: ["session", "places"],
  queryFn: async ({ signal }) => (await api.get<Page<SessionItem>>("/sessions", { signal })).items,
});

export const endSession = (id: string) => api.delete<undefined>(`/sessions/${encodeURIComponent(id)}`);

/** Signs out everywhere else; with `all`, here too. */
export const endSessions = (all: boolean) => api.delete<undefined>("/sessions", { query: { others: !all } });

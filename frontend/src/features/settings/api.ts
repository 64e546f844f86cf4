import { queryOptions } from "@tanstack/react-query";
import type { Page } from "@/shared/api/list";
import { api } from "@/shared/api/request";
import type { Scheme, Session } from "@/shared/api/session";
import type { Language } from "@/shared/i18n/languages";

export interface Preferences {
  name: string;
  locale: Language;
  scheme: Scheme;
}

/** One place where the person is signed in. */
export interface SessionItem {
  id: string;
  /** Browser and system, in words; empty if unknown. */
  agent: string;
  createdAt: string;
  /** Last use, to ten minutes. */
  seenAt: string;
  expiresAt: string;
  /** The session that asks. */
  current: boolean;
}

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

import { queryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";
import type { Session } from "@/shared/api/session";
import type { Language } from "@/shared/i18n/languages";

type Schemas = components["schemas"];

export const signIn = (email: string, password: string) => api.post<Session>("/session", { email, password });

export const signOut = () => api.delete<undefined>("/session");

export interface SetUp {
  token: string;
  name: string;
  email: string;
  password: string;
  locale: Language;
}

/** Whether nobody has an account yet. */
export const setUpStateQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => api.get<{ needed: boolean }>("/setup", { signal }),
});

/** Makes the first administrator with the link that the program printed at its first start. */
export const setUp = (form: SetUp) => api.post<Session>("/setup", form);

/** An invitation as the invited person sees it. */
export type Invitation = Schemas["OpenedInvitation"];

// A POST, because the token must not stand in an address that logs and proxies keep.
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => api.post<Invitation>("/invitation/open", { token }, { signal }),
    staleTime: Infinity,
    retry: false,
  });

export interface Accept {
  token: string;
  name: string;
  password: string;
  locale: Language;
}

export const acceptInvitation = (form: Accept) => api.post<Session>("/invitation/accept", form);

export const joinInvitation = (token: string) => api.post<Session>("/invitation/join", { token });

export const askReset = (email: string) => api.post<undefined>("/password/forgotten", { email });

export const resetPassword = (token: string, password: string) =>
  api.post<undefined>("/password/reset", { token, password });

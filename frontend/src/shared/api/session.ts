import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { Language } from "../i18n/languages";
import { asProblem } from "./problem";
import { api } from "./request";

export type Role = "admin" | "manager" | "animator" | "auditor" | "representative" | "guest";
export type Scheme = "auto" | "light" | "dark";

export interface Grant {
  role: Role;
  cluster?: string;
  organisation?: string;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  locale: Language;
  scheme: Scheme;
  organisation?: string;
  version: number;
}

/** Who is signed in and what they may do. */
export interface Session {
  person: Person;
  grants: Grant[];
}

/** The session, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await api.get<Session>("/session", { signal });
    } catch (error) {
      if (asProblem(error).status === 401) return null;
      throw error;
    }
  },
});

/** The session on a page that only signed-in people reach. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error("useSession outside the signed-in part");
  return data;
}

export function hasRole(session: Session, ...roles: Role[]): boolean {
  return session.grants.some((grant) => roles.includes(grant.role));
}

/** Whether the person manages this cluster, or any of these. */
export function manages(session: Session, ...clusters: string[]): boolean {
  return session.grants.some(
    (g) => g.role === "manager" && g.cluster !== undefined && clusters.includes(g.cluster),
  );
}

export function represents(session: Session, organisation: string): boolean {
  return session.grants.some((g) => g.role === "representative" && g.organisation === organisation);
}

/** The organisations the person represents. */
export function represented(session: Session): string[] {
  return session.grants.flatMap((g) =>
    g.role === "representative" && g.organisation ? [g.organisation] : [],
  );
}

/** The clusters in which the person has the role. */
export function clustersOf(session: Session, role: Role): string[] {
  return session.grants.flatMap((g) => (g.role === role && g.cluster ? [g.cluster] : []));
}

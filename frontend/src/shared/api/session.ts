import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { ClusterRef, OrganisationRef } from "./model";
import { asProblem } from "./problem";
import { api } from "./request";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Role = Grant["role"];
export type Scheme = OwnPerson["scheme"];

/** A role in its scope: a cluster, an organisation, or neither for the platform. */
export type Grant = Schemas["GrantView"];

export type OwnPerson = Schemas["OwnPerson"];

/** How partners of mutual matches reach the person; they see the name and what `shares` lists. */
export type OwnContact = Schemas["OwnContact"];

/** Who is signed in and what they may do. */
export type Session = Schemas["Session"];

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

/** Whether the person may do an operation somewhere. */
export function can(session: Session, operation: string): boolean {
  return session.can.includes(operation);
}

/** The organisations the person represents, by name. */
export function ownOrganisations(session: Session): OrganisationRef[] {
  return session.grants.flatMap(({ role, organisation }) =>
    role === "representative" && organisation ? [organisation] : [],
  );
}

/** The clusters in which the person has the role, by name. */
export function ownClusters(session: Session, wanted: Role): ClusterRef[] {
  return session.grants.flatMap(({ role, cluster }) => (role === wanted && cluster ? [cluster] : []));
}

/** The ids of the organisations the person represents. */
export function represented(session: Session): string[] {
  return ownOrganisations(session).map(({ id }) => id);
}

/** The ids of the clusters in which the person has the role. */
export function clustersOf(session: Session, wanted: Role): string[] {
  return ownClusters(session, wanted).map(({ id }) => id);
}

export function represents(session: Session, organisation: string): boolean {
  return represented(session).includes(organisation);
}

/** Whether the person manages any of these clusters. */
export function manages(session: Session, ...clusters: string[]): boolean {
  return clustersOf(session, "manager").some((id) => clusters.includes(id));
}

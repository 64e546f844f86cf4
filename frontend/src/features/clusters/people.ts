import { queryOptions } from "@tanstack/react-query";
import { listQuery, type Page } from "@/shared/api/list";
import type { OrganisationRef } from "@/shared/api/model";
import { api } from "@/shared/api/request";
import type { Grant, Role } from "@/shared/api/session";
import type { Language } from "@/shared/i18n/languages";

export interface Person {
  id: string;
  name: string;
  email: string;
  organisation?: OrganisationRef;
  /** As far as the viewer may see them. */
  grants: Grant[];
  disabled: boolean;
  createdAt: string;
}

export interface Invitation {
  id: string;
  name: string;
  email: string;
  organisation?: OrganisationRef;
  grants: Grant[];
  createdAt: string;
  expiresAt: string;
  /** The letter has left. */
  sent: boolean;
}

/** A role in its scope, by ids. */
export interface GrantForm {
  role: Exclude<Role, "guest">;
  cluster?: string;
  organisation?: string;
}

export interface InvitationForm {
  name: string;
  email: string;
  locale: Language;
  grants: GrantForm[];
}

export const peopleQuery = (cluster: string) => listQuery<Person>(["people", "list"], "/people", { cluster });

export const invitationsQuery = (cluster: string) =>
  queryOptions({
    queryKey: ["people", "invitations", cluster],
    queryFn: async ({ signal }) =>
      (await api.get<Page<Invitation>>("/invitations", { query: { cluster }, signal })).items,
  });

export const invite = (form: InvitationForm) => api.create<Invitation>("/invitations", form);

export const withdrawInvitation = (id: string) =>
  api.delete<undefined>(`/invitations/${encodeURIComponent(id)}`);

export const giveGrant = (person: string, grant: GrantForm) =>
  api.post<Person>(`/people/${encodeURIComponent(person)}/grants`, grant);

export const takeGrant = (person: string, { role, cluster, organisation }: Grant) =>
  api.delete<undefined>(`/people/${encodeURIComponent(person)}/grants`, {
    query: { role, cluster: cluster?.id, organisation: organisation?.id },
  });

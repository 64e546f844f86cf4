import { queryOptions } from "@tanstack/react-query";
import { listQuery, type Page } from "@/shared/api/list";
import { api } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
type Grant = Schemas["GrantView"];

export type Person = Schemas["Person"];

export type Invitation = Schemas["Invitation"];

/** A role in its scope, by ids. */
export type GrantForm = Schemas["GrantForm"];

export type InvitationForm = Schemas["InviteBody"];

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

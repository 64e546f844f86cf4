import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listQuery } from "@/shared/api/list";
import type { Organisation } from "@/shared/api/model";
import { api, type Query } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";
import type { Text } from "@/shared/api/text";

type Schemas = components["schemas"];

/** Something that a project takes. */
export type Capability = Required<Schemas["Capability"]>;
export type Team = Schemas["ComposedTeam"];
export type TeamMember = Schemas["TeamMember"];
export type Alternative = Schemas["TeamAlternative"];
export type Gap = Schemas["TeamGap"];
export type Coverage = Schemas["TeamCoverage"];
/** An organisation, or an anonymous owner by its teaser. */
export type Party = Schemas["TeamParty"];
export type ProjectMember = Schemas["ProjectMember"];
export type Project = Omit<Schemas["Project"], "capabilities"> & { capabilities: Capability[] };
export type ProjectState = Project["state"];
export type Invitation = ProjectMember["invitation"];
export type RefusalReason = NonNullable<ProjectMember["reason"]>;

/** A project as it is written. */
export type ProjectForm = Schemas["ProjectForm"];

export interface TeamRequest {
  organisation: string;
  capabilities: Capability[];
  include: string[];
  exclude: string[];
  maxSize: number;
}

/** The bounds of app/project.go and app/consortium, for counters; the server decides. */
export const LIMITS = {
  title: 200,
  goal: 4_000,
  call: 300,
  capabilities: 24,
  capabilityName: 160,
  text: 20_000,
  note: 1_000,
};

export const REFUSALS: RefusalReason[] = ["capacity", "topic", "partners", "terms", "too_early", "other"];

export const PROJECTS = ["projects"] as const;

export const projectsQuery = (query: Query) => listQuery<Project>([...PROJECTS, "list"], "/projects", query);

const path = (id: string) => `/projects/${encodeURIComponent(id)}`;

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: [...PROJECTS, "one", id],
    queryFn: ({ signal }) => api.get<Project>(path(id), { signal }),
  });

export const suggest = async (of: { entry?: string; text?: string }) =>
  (await api.post<{ items: Capability[] }>("/consortia/capabilities", of)).items;

/** Composing only reads, so it is kept like a reading. */
export const teamQuery = (request: TeamRequest, enabled: boolean) =>
  queryOptions({
    queryKey: ["team", request],
    queryFn: ({ signal }) =>
      api.post<Team>(
        "/consortia/compose",
        { ...request, organisation: request.organisation || undefined },
        { signal },
      ),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** Organisations by a part of their name, or those of a cluster. */
export const organisationsQuery = (query: Query) =>
  queryOptions({
    queryKey: ["organisations", "choice", query],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ items: Organisation[] }>("/organisations", {
          query: { ...query, limit: 100 },
          signal,
        })
      ).items,
    placeholderData: keepPreviousData,
  });

export const createProject = (organisation: string, form: ProjectForm) =>
  api.create<Project>("/projects", { ...form, organisation: organisation || undefined });

export const saveProject = ({ id, version }: Project, form: ProjectForm) =>
  api.put<Project>(path(id), form, { version });

export const deleteProject = ({ id, version }: Project) => api.delete<undefined>(path(id), { version });

export const inviteMembers = ({ id, version }: Project) =>
  api.post<Project>(`${path(id)}/invite`, undefined, { version });

export interface Answer {
  organisation?: string;
  answer: "accept" | "decline";
  reason?: RefusalReason;
  note?: string;
}

export const answerInvitation = ({ id }: Project, answer: Answer) =>
  api.post<Project>(`${path(id)}/answer`, answer);

export type { Text };

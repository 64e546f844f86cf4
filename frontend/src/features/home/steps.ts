import type { Grant } from "@/shared/api/session";
import { isEmpty, type Text } from "@/shared/api/text";

export type StepName =
  | "createCluster"
  | "inviteManager"
  | "describeCluster"
  | "addMembers"
  | "inviteRepresentatives"
  | "inviteAuditor"
  | "firstApproved"
  | "profile"
  | "firstEntry"
  | "submitEntry";

/** One thing to do when somebody begins, with the way to it. */
export interface Step {
  name: StepName;
  to: string;
  done: boolean;
}

interface ClusterFacts {
  slug: string;
  goal: Text;
  members: number;
}

interface PersonFacts {
  grants: Pick<Grant, "role">[];
}

const holds = (people: PersonFacts[], role: Grant["role"]) =>
  people.some(({ grants }) => grants.some((grant) => grant.role === role));

/** What a manager does with a new cluster, in this order. */
export function managerSteps(cluster: ClusterFacts, people: PersonFacts[], approved: boolean): Step[] {
  const at = `/clusters/${cluster.slug}`;
  return [
    { name: "describeCluster", to: `${at}/edit`, done: !isEmpty(cluster.goal) },
    { name: "addMembers", to: `${at}?tab=members`, done: cluster.members > 0 },
    { name: "inviteRepresentatives", to: `${at}?tab=people`, done: holds(people, "representative") },
    { name: "inviteAuditor", to: `${at}?tab=people`, done: holds(people, "auditor") },
    { name: "firstApproved", to: "/entries", done: approved },
  ];
}

interface OrganisationFacts {
  id: string;
  description: Text;
  keywords: string[];
  state: string;
}

/** What a member's representative does first. */
export function memberSteps(own: OrganisationFacts, entries: { id: string; number: number }[]): Step[] {
  const profile = !isEmpty(own.description) && own.keywords.length > 0 && own.state === "published";
  const [first] = entries;
  const submitted = entries.some(({ number }) => number > 0);
  return [
    { name: "profile", to: `/organisations/${own.id}/edit`, done: profile },
    { name: "firstEntry", to: "/entries/new", done: entries.length > 0 },
    { name: "submitEntry", to: first ? `/entries/${first.id}/edit` : "/entries/new", done: submitted },
  ];
}

/** What an administrator does on a new installation; `people` are those of the first cluster. */
export function adminSteps(clusters: ClusterFacts[], people: PersonFacts[]): Step[] {
  const [first] = clusters;
  return [
    { name: "createCluster", to: "/clusters/new", done: first !== undefined },
    {
      name: "inviteManager",
      to: first ? `/clusters/${first.slug}?tab=people` : "/clusters",
      done: holds(people, "manager"),
    },
  ];
}

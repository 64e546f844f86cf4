import type { Text } from "@/shared/api/text";
import type { Capability, Party, Project, ProjectForm, Team } from "../api";

/** A party by its id for the server, with the name under which the person saw it. */
export interface Named {
  id: string;
  name: string;
}

/** A capability in the list; the key stays while it is renamed. What was suggested and not touched goes with its text. */
export type Wanted = Capability & { key: number; suggested?: boolean };

/** What is being composed; kept on the device until the project is there. */
export interface Plan {
  organisation: string;
  /** Of a call; a need brings its own. */
  text: string;
  /** The suggestions for the need have been taken over, so that what was removed stays away. */
  asked: boolean;
  capabilities: Wanted[];
  include: Named[];
  exclude: Named[];
  size: number;
  title: Text;
  /** The title that was taken from the text. */
  titleFrom?: string;
  goal: Text;
  call: string;
}

export const DEFAULT_SIZE = 8;

export function blank(organisation: string): Plan {
  return {
    organisation,
    text: "",
    asked: false,
    capabilities: [],
    include: [],
    exclude: [],
    size: DEFAULT_SIZE,
    title: {},
    goal: {},
    call: "",
  };
}

const nextKey = (list: Wanted[]) => Math.max(0, ...list.map(({ key }) => key)) + 1;

const nameKey = ({ name }: { name: string }) => name.trim().toLocaleLowerCase();

/** What is suggested instead of what was suggested before, beside what people put in or changed; at most `most` in all. */
export function withSuggested(before: Wanted[], found: Capability[], most: number): Wanted[] {
  const list = before.filter(({ suggested }) => !suggested);
  const known = new Set(list.map(nameKey));
  const fresh = found.filter((one) => !known.has(nameKey(one)));
  const first = nextKey(before);
  return [...list, ...fresh.map((one, index) => ({ ...one, key: first + index, suggested: true }))].slice(
    0,
    most,
  );
}

/** The longest title of a project, in characters. */
const MAX_TITLE = 120;

/** A call's first line as a title in the reader's language, unless somebody wrote one. */
export function titled({ title, titleFrom }: Plan, text: string, language: "pl" | "en"): Partial<Plan> {
  const written = (title[language] ?? "").trim();
  if (written !== "" && written !== titleFrom) return {};
  const line = text.trim().split("\n", 1)[0]?.trim() ?? "";
  const short = line.length <= MAX_TITLE ? line : `${line.slice(0, line.lastIndexOf(" ", MAX_TITLE - 1))}…`;
  return { title: { ...title, [language]: short }, titleFrom: short };
}

/** Adds an empty one, to be named. */
export function withBlank(list: Wanted[]): Wanted[] {
  return [...list, { key: nextKey(list), name: "", words: [], concepts: [], weight: 2, required: true }];
}

/** The capabilities as the server takes them: without those that nobody named. */
export function wanted(list: Wanted[]): Capability[] {
  return list
    .filter(({ name }) => name.trim() !== "")
    .map(({ name, words, concepts, weight, required }) => ({
      name: name.trim(),
      words,
      concepts,
      weight,
      required,
    }));
}

/** The id by which the server includes and excludes a party. */
export function partyId({ organisation, entry }: Party): string {
  return organisation?.id ?? entry ?? "";
}

const without = (list: Named[], id: string) => list.filter((one) => one.id !== id);

type Choice = Pick<Plan, "include" | "exclude">;

export function include({ include: kept, exclude: gone }: Choice, party: Named): Choice {
  return { include: [...without(kept, party.id), party], exclude: without(gone, party.id) };
}

export function exclude({ include: kept, exclude: gone }: Choice, party: Named): Choice {
  return { include: without(kept, party.id), exclude: [...without(gone, party.id), party] };
}

/** Neither asked for nor kept out. */
export function release({ include: kept, exclude: gone }: Choice, id: string): Choice {
  return { include: without(kept, id), exclude: without(gone, id) };
}

/** The project that a plan and its team make. The owner's own need is kept; the server puts the owner in. */
export function formOf(plan: Plan, team: Team, need: string | undefined): ProjectForm {
  return {
    title: plan.title,
    goal: plan.goal,
    call: plan.call.trim(),
    need,
    closed: false,
    capabilities: wanted(plan.capabilities),
    members: team.members
      .filter((member) => member.organisation?.id !== team.organisation)
      .map((member) => memberOf(member, "partner")),
  };
}

/** A project as it would be saved unchanged. */
export function formOfProject(project: Project): ProjectForm {
  const { title, goal, call, need, state, capabilities, members } = project;
  return {
    title,
    goal,
    call,
    need,
    closed: state === "closed",
    capabilities,
    members: members.map((member) => memberOf(member, member.role)),
  };
}

type Covering = Party & { covers: { capability: number; entry?: string; score: number }[] };

function memberOf({ organisation, entry, covers }: Covering, role: "leader" | "partner") {
  return {
    ...(organisation ? { organisation: organisation.id } : { entry }),
    role,
    covers: covers.map(({ capability, entry: by, score }) => ({ capability, entry: by, score })),
  };
}

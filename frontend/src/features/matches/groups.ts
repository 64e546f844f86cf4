import type { Component } from "./api";

/** What the parts of a score are about, in people's words; the parts as search/match names them. */
const MEMBERS = {
  subject: ["topic", "core", "phrases", "closeness", "meaning"],
  field: ["field"],
  cooperation: ["cooperation"],
  readiness: ["readiness"],
  partner: ["reciprocity", "region"],
  present: ["attention", "freshness"],
} as const;

export type GroupName = keyof typeof MEMBERS | "other";

export interface Group {
  name: GroupName;
  points: number;
  max: number;
  components: Component[];
}

/** The parts that count, in at most six groups and one for those of a newer server; groups without any are left out. */
export function grouped(components: Component[]): Group[] {
  const counted = components.filter(({ max }) => max > 0);
  const groups = Object.entries(MEMBERS).map(([name, members]) => ({
    name: name as GroupName,
    components: counted.filter((one) => (members as readonly string[]).includes(one.name)),
  }));
  const known = new Set(groups.flatMap((group) => group.components));
  return [...groups, { name: "other" as const, components: counted.filter((one) => !known.has(one)) }]
    .filter((group) => group.components.length > 0)
    .map((group) => ({
      ...group,
      points: sum(group.components, "points"),
      max: sum(group.components, "max"),
    }));
}

const sum = (components: Component[], of: "points" | "max") =>
  components.reduce((total, one) => total + one[of], 0);

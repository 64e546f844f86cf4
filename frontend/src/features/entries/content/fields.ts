import type { EntryKind } from "@/shared/api/entry";
import type { CodeListName, EnumName } from "@/shared/code/codes";
import type { Path } from "./path";

/** How a field is written and shown. */
export type Shape =
  | { type: "text"; max: number; rows?: number } // in Polish, English or both; one line without rows
  | { type: "line"; max: number } // one line in no particular language
  | { type: "number"; least: number; most: number; decimals?: number; unit?: string }
  | { type: "enum"; list: EnumName; numeric?: boolean }
  | { type: "enums"; list: EnumName }
  | { type: "code"; list: CodeListName }
  | { type: "codes"; list: CodeListName; most: number }
  | { type: "date" }
  | { type: "keywords" }
  | { type: "countries" }
  | { type: "concepts" }
  | { type: "equipment" }
  | { type: "attachments" }
  | { type: "visibility" };

export interface Field {
  path: Path;
  shape: Shape;
  /** Must be filled before the entry can be submitted. */
  required?: boolean;
  /** Explains itself on demand: a key of `explain` in the texts. */
  term?: "trl" | "ip" | "fto" | "pkd" | "euroscivoc" | "readiness";
  /** Half the width where there is room. */
  half?: boolean;
}

export type SectionId =
  | "basics"
  | "maturity"
  | "market"
  | "rights"
  | "target"
  | "time"
  | "scope"
  | "team"
  | "equipment"
  | "capacity"
  | "cooperation"
  | "words"
  | "confidential"
  | "visibility";

export interface Section {
  id: SectionId;
  fields: Field[];
}

// The bounds are the server's (app/entry.go and the three forms); it checks them again.
const TITLE = 120;
const TEASER = 500;
const DETAIL = 4_000;
const DESCRIPTION = 10_000;
export const MAX_KEYWORDS = 15;
export const MAX_KEYWORD = 60;
export const MAX_CONCEPTS = 15;
export const MAX_ATTACHMENTS = 10;
export const MAX_ATTACHMENT_MB = 10;
export const MAX_EQUIPMENT = 40;
export const MAX_REMARK = 2_000;
const MAX_MONEY = 1_000_000_000;

const text = (path: Path, max = DETAIL, rows = 4): Field => ({ path, shape: { type: "text", max, rows } });
const number = (path: Path, least: number, most: number, unit?: string): Field => ({
  path,
  shape: { type: "number", least, most, unit },
  half: true,
});
const one = (path: Path, list: EnumName): Field => ({ path, shape: { type: "enum", list }, half: true });
const level = (path: Path, list: EnumName): Field => ({
  path,
  shape: { type: "enum", list, numeric: true },
  half: true,
});
const many = (path: Path, list: EnumName): Field => ({ path, shape: { type: "enums", list } });
const trl = (path: Path): Field => ({ path, shape: { type: "enum", list: "trl", numeric: true } });
const required = (field: Field): Field => ({ ...field, required: true });

const title = required({ path: "title", shape: { type: "text", max: TITLE } });
const teaser = required(text("teaser", TEASER, 3));
const description = required(text("description", DESCRIPTION, 7));

const ending: Section[] = [
  {
    id: "words",
    fields: [
      { path: "keywords", shape: { type: "keywords" } },
      { path: "concepts", shape: { type: "concepts" }, term: "euroscivoc" },
      { path: "pkd", shape: { type: "code", list: "pkd" }, term: "pkd" },
    ],
  },
  {
    id: "confidential",
    fields: [text("confidential", DESCRIPTION, 5), { path: "attachments", shape: { type: "attachments" } }],
  },
  { id: "visibility", fields: [required({ path: "visibility", shape: { type: "visibility" } })] },
];

const technology: Section[] = [
  { id: "basics", fields: [title, teaser, description] },
  {
    id: "maturity",
    fields: [
      { ...required(trl("technology.trl")), term: "trl" },
      required(text("technology.trlEvidence")),
      trl("technology.targetTrl"),
      number("technology.monthsToTarget", 0, 240, "months"),
      number("technology.costToTarget", 0, MAX_MONEY, "pln"),
    ],
  },
  {
    id: "market",
    fields: [
      required(text("technology.advantage")),
      text("technology.economics"),
      { ...level("technology.marketReadiness", "marketReadiness"), term: "readiness" },
      text("technology.regulatoryPath", DETAIL, 3),
    ],
  },
  {
    id: "rights",
    fields: [
      { ...required(one("technology.ipStatus", "ipStatus")), term: "ip" },
      { ...one("technology.freedomToOperate", "freedomToOperate"), term: "fto" },
      { path: "technology.ipCountries", shape: { type: "countries" }, half: true },
      number("technology.ipShare", 0, 100, "percent"),
    ],
  },
  {
    id: "cooperation",
    fields: [
      required(many("technology.cooperation", "cooperation")),
      many("technology.partnerOrigins", "origin"),
      many("technology.partnerSizes", "size"),
      text("technology.partnerRole", DETAIL, 3),
    ],
  },
  ...ending,
];

const need: Section[] = [
  { id: "basics", fields: [title, teaser, required(text("need.problem")), description] },
  {
    id: "target",
    fields: [
      text("need.workaround", DETAIL, 3),
      text("need.targetMetric", TEASER, 2),
      {
        path: "need.targetValue",
        shape: { type: "number", least: -1e12, most: 1e12, decimals: 6 },
        half: true,
      },
      { path: "need.targetUnit", shape: { type: "line", max: 40 }, half: true },
      text("need.constraints", DETAIL, 3),
      { ...trl("need.minTrl"), term: "trl" },
    ],
  },
  {
    id: "time",
    fields: [
      level("need.impact", "impact"),
      required(one("need.urgency", "urgency")),
      { path: "need.deadline", shape: { type: "date" }, half: true },
      required(one("need.budget", "budget")),
      one("need.budgetSecured", "budgetSecured"),
    ],
  },
  {
    id: "cooperation",
    fields: [required(many("need.cooperation", "cooperation")), text("need.ipExpectation", DETAIL, 3)],
  },
  ...ending,
];

const competence: Section[] = [
  { id: "basics", fields: [title, teaser, description] },
  {
    id: "scope",
    fields: [
      required(text("competence.field", TEASER, 2)),
      required(text("competence.methods")),
      { ...required(trl("competence.trlMin")), term: "trl" },
      required(trl("competence.trlMax")),
    ],
  },
  {
    id: "team",
    fields: [
      {
        path: "competence.teamFte",
        shape: { type: "number", least: 0, most: 10_000, decimals: 2, unit: "fte" },
        half: true,
      },
      one("competence.teamSeniority", "teamSeniority"),
      number("competence.publications", 0, 100_000),
      number("competence.patents", 0, 100_000),
      number("competence.projects", 0, 100_000),
      text("competence.references"),
    ],
  },
  { id: "equipment", fields: [{ path: "competence.equipment", shape: { type: "equipment" } }] },
  {
    id: "capacity",
    fields: [
      number("competence.capacityHours", 0, 10_000, "hoursMonth"),
      number("competence.reactionDays", 0, 365, "days"),
      { path: "competence.languages", shape: { type: "codes", list: "languages", most: 24 } },
      many("competence.cooperation", "cooperation"),
    ],
  },
  ...ending,
];

const forms: Record<EntryKind, Section[]> = { technology, need, competence };

/** The sections of a kind's form, in the order in which they are written and read. */
export const sectionsOf = (kind: EntryKind): Section[] => forms[kind];

export const fieldsOf = (kind: EntryKind): Field[] => forms[kind].flatMap(({ fields }) => fields);

/** The field to which a path of an error, a remark or a difference belongs: "title.pl" to "title". */
export function fieldOfPath(kind: EntryKind, path: Path): Field | undefined {
  return fieldsOf(kind).find((field) => path === field.path || path.startsWith(`${field.path}.`));
}

/** What stands at the field's own path or beneath it. */
export function under<T>(byPath: Record<Path, T>, field: Path): T | undefined {
  const found = Object.keys(byPath).find((path) => path === field || path.startsWith(`${field}.`));
  return found === undefined ? undefined : byPath[found];
}

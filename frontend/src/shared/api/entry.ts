import { queryOptions } from "@tanstack/react-query";
import { api } from "./request";
import type { Text } from "./text";

export type EntryKind = "technology" | "need" | "competence";
export type Visibility = "cluster" | "network" | "teaser";

export interface Attachment {
  id: string;
  name: string;
  type: string;
  size: number;
}

export interface TechnologyForm {
  trl: number | null;
  trlEvidence: Text;
  targetTrl: number | null;
  monthsToTarget: number | null;
  costToTarget: number | null;
  ipStatus: string;
  ipCountries: string[];
  ipShare: number | null;
  freedomToOperate: string;
  advantage: Text;
  economics: Text;
  marketReadiness: number | null;
  regulatoryPath: Text;
  cooperation: string[];
  partnerOrigins: string[];
  partnerSizes: string[];
  partnerRole: Text;
}

export interface NeedForm {
  problem: Text;
  workaround: Text;
  targetMetric: Text;
  targetValue: number | null;
  targetUnit: string;
  constraints: Text;
  impact: number | null;
  urgency: string;
  deadline: string;
  budget: string;
  budgetSecured: string;
  minTrl: number | null;
  cooperation: string[];
  ipExpectation: Text;
}

export interface Equipment {
  model: string;
  year: number | null;
  parameters: string;
  accreditation: string;
  access: string;
  pricePerHour: number | null;
  hoursPerWeek: number | null;
}

export interface CompetenceForm {
  field: Text;
  methods: Text;
  trlMin: number | null;
  trlMax: number | null;
  teamFte: number | null;
  teamSeniority: string;
  publications: number | null;
  patents: number | null;
  projects: number | null;
  references: Text;
  equipment: Equipment[];
  capacityHours: number | null;
  reactionDays: number | null;
  languages: string[];
  cooperation: string[];
}

/** What the author of an audit entry writes; of the three forms only that of the entry's kind is there. */
export interface EntryContent {
  title: Text;
  teaser: Text;
  description: Text;
  confidential: Text;
  keywords: string[];
  concepts: string[];
  pkd: string;
  visibility: Visibility | "";
  attachments: Attachment[];
  technology?: TechnologyForm;
  need?: NeedForm;
  competence?: CompetenceForm;
}

export interface Ref {
  id: string;
  name: string;
}

export interface EntryItem {
  id: string;
  version: number;
  kind: EntryKind;
  state: "draft" | "submitted" | "in_review" | "changes_requested" | "approved" | "withdrawn" | "expired";
  title: Text;
  teaser: Text;
  trl: number | null;
  visibility: Visibility | "";
  organisation: Ref | null;
  owner: { origin: string; size: string; voivodeship: string };
  cluster: { id: string; slug: string; name: Text } | null;
  number: number;
  live: boolean;
  auditor?: Ref;
  own: boolean;
  submittedAt: string | null;
  approvedAt: string | null;
  validUntil: string | null;
  updatedAt: string;
  blocked?: "own_organisation" | "not_assigned" | "";
}

export interface Remark {
  /** Path of the field; empty for the whole entry. */
  field: string;
  text: string;
}

export interface Review {
  number: number;
  scores: Record<string, number>;
  score: number | null;
  remarks: Remark[];
  summary: string;
}

export interface HistoryStep {
  at: string;
  action: string;
  by: Ref | null;
  number: number;
  note: string;
  person?: Ref;
}

export type EntryAction =
  | "edit"
  | "submit"
  | "recall"
  | "delete"
  | "withdraw"
  | "renew"
  | "visibility"
  | "assign"
  | "review"
  | "request_changes"
  | "approve"
  | "compare";

export interface EntryPage extends EntryItem {
  /** teaser: without identity; public: without confidential detail; full: everything. */
  view: "teaser" | "public" | "full";
  content: EntryContent;
  remarks: Remark[];
  review?: Review;
  history: HistoryStep[];
  actions: EntryAction[];
  /** How many frozen versions the viewer may compare: 1 to this number. */
  versions: number;
}

// Begins with "entries", so that an inbox event about any entry marks it stale too.
export const entryKey = (id: string) => ["entries", "one", id] as const;

export function entryQuery(id: string) {
  return queryOptions({
    queryKey: entryKey(id),
    queryFn: ({ signal }) => api.get<EntryPage>(`/entries/${encodeURIComponent(id)}`, { signal }),
  });
}

import type {
  CompetenceForm,
  EntryContent,
  EntryKind,
  Equipment,
  NeedForm,
  TechnologyForm,
} from "@/shared/api/entry";

const technology = (): TechnologyForm => ({
  trl: null,
  trlEvidence: {},
  targetTrl: null,
  monthsToTarget: null,
  costToTarget: null,
  ipStatus: "",
  ipCountries: [],
  ipShare: null,
  freedomToOperate: "",
  advantage: {},
  economics: {},
  marketReadiness: null,
  regulatoryPath: {},
  cooperation: [],
  partnerOrigins: [],
  partnerSizes: [],
  partnerRole: {},
});

const need = (): NeedForm => ({
  problem: {},
  workaround: {},
  targetMetric: {},
  targetValue: null,
  targetUnit: "",
  constraints: {},
  impact: null,
  urgency: "",
  deadline: "",
  budget: "",
  budgetSecured: "",
  minTrl: null,
  cooperation: [],
  ipExpectation: {},
});

const competence = (): CompetenceForm => ({
  field: {},
  methods: {},
  trlMin: null,
  trlMax: null,
  teamFte: null,
  teamSeniority: "",
  publications: null,
  patents: null,
  projects: null,
  references: {},
  equipment: [],
  capacityHours: null,
  reactionDays: null,
  languages: [],
  cooperation: [],
});

export const blankEquipment = (): Equipment => ({
  model: "",
  year: null,
  parameters: "",
  accreditation: "",
  access: "",
  pricePerHour: null,
  hoursPerWeek: null,
});

/** The content with the form of its kind there, even where nothing of it was written yet. */
export function withForm(kind: EntryKind, content: EntryContent): EntryContent {
  if (kind === "technology") return { ...content, technology: content.technology ?? technology() };
  if (kind === "need") return { ...content, need: content.need ?? need() };
  return { ...content, competence: content.competence ?? competence() };
}

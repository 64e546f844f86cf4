import type {
  CompetenceForm,
  EntryContent,
  EntryKind,
  Equipment,
  NeedForm,
  TechnologyForm,
} from "@/shared/api/entry";

// As the server writes it: a draft whose answer was lost is told from someone else's by comparing.
const text = () => ({ pl: "", en: "" });

const technology = (): TechnologyForm => ({
  trl: null,
  trlEvidence: text(),
  targetTrl: null,
  monthsToTarget: null,
  costToTarget: null,
  ipStatus: "",
  ipCountries: [],
  ipShare: null,
  freedomToOperate: "",
  advantage: text(),
  economics: text(),
  marketReadiness: null,
  regulatoryPath: text(),
  cooperation: [],
  partnerOrigins: [],
  partnerSizes: [],
  partnerRole: text(),
});

const need = (): NeedForm => ({
  problem: text(),
  workaround: text(),
  targetMetric: text(),
  targetValue: null,
  targetUnit: "",
  constraints: text(),
  impact: null,
  urgency: "",
  deadline: "",
  budget: "",
  budgetSecured: "",
  minTrl: null,
  cooperation: [],
  ipExpectation: text(),
});

const competence = (): CompetenceForm => ({
  field: text(),
  methods: text(),
  trlMin: null,
  trlMax: null,
  teamFte: null,
  teamSeniority: "",
  publications: null,
  patents: null,
  projects: null,
  references: text(),
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

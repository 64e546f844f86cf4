import type { Component, Finding } from "./api";

/** The component whose points a finding of what is missing concerns; codes as in search/match/notes.go. */
const CONCERNS: Record<string, string> = {
  topic_weak: "topic",
  field_differs: "field",
  cooperation_differs: "cooperation",
  trl_low: "readiness",
  too_slow: "readiness",
  over_budget: "readiness",
  months_unknown: "readiness",
  no_capacity: "readiness",
  slow_reaction: "readiness",
  origin_not_sought: "reciprocity",
  size_not_sought: "reciprocity",
  budget_open: "reciprocity",
  no_common_language: "region",
};

/**
 * The most that mending each finding could add to the score: what its component has not reached. Findings of one
 * component share that; only the first of them, the most costly, carries it, so that nobody adds it up twice.
 */
export function possibleGains(findings: Finding[], components: Component[]): number[] {
  const counted = new Set<string>();
  return findings.map(({ code }) => {
    const component = components.find(({ name }) => name === CONCERNS[code]);
    if (!component || counted.has(component.name)) return 0;
    counted.add(component.name);
    return Math.max(0, component.max - component.points);
  });
}

/** How a finding's parameters are put into words, by name. Parameters without an entry are said as they are. */
export interface Sayings {
  t: (key: string, params?: Record<string, unknown>) => string;
  number: (value: number) => string;
  list: (values: string[]) => string;
  date: (day: string) => string;
  /** How many days ago a day was, now. */
  ago: (day: string) => number;
  word: (list: "cooperation" | "budget" | "origin" | "size" | "urgency" | "ipStatus", code: string) => string;
  label: (list: "voivodeships" | "languages" | "kis" | "pkd", code: string) => string;
  concept: (notation: string) => string;
  /** A concept with all that is above it, and the way from one concept to another. */
  wholeConcept: (notation: string) => string;
  conceptWay: (notations: string[]) => string;
}

export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
export const count = (value: unknown): number => (typeof value === "number" ? value : Number(value) || 0);

export type Say = (params: Record<string, unknown>, say: Sayings) => string;

/** Renders with every parameter as a number. */
const numbers =
  (key: string): Say =>
  (params, { t, number }) =>
    t(key, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, number(count(value))])));

const plain =
  (key: string): Say =>
  (_, { t }) =>
    t(key);

const money =
  (key: string): Say =>
  ({ cost, budget }, { t, number, word }) =>
    t(key, { cost: number(count(cost)), budget: word("budget", String(budget)) });

/** A sentence about what a partner is, by the words of a closed list. */
const partner =
  (key: string, list: "origin" | "size"): Say =>
  ({ own, sought }, { t, list: join, word }) =>
    t(key, { own: word(list, String(own)), sought: join(texts(sought).map((code) => word(list, code))) });

/** One sentence for every code of search/match/notes.go. */
export const SENTENCES: Record<string, Say> = {
  not_stated: ({ side }, { t }) =>
    t(`finding.not_stated.${side === "need" || side === "offer" ? side : "both"}`),
  terms_lacking: ({ terms }, { t }) => t("finding.terms_lacking", { terms: texts(terms).join(", ") }),
  topic_weak: plain("finding.topic_weak"),
  concepts_shared: ({ concepts }, { t, concept, wholeConcept }) => {
    const [first = "", ...more] = texts(concepts);
    if (more.length === 0) return t("finding.concept_shared", { path: wholeConcept(first) });
    return t("finding.concepts_shared", { concepts: [first, ...more].map(concept).join(", ") });
  },
  concepts_near: ({ path }, { t, conceptWay }) =>
    t("finding.concepts_near", { path: conceptWay(texts(path)) }),
  kis_shared: ({ kis }, { t, label }) =>
    t("finding.kis_shared", {
      kis: texts(kis)
        .map((code) => label("kis", code))
        .join("; "),
    }),
  pkd_shared: ({ pkd }, { t, label }) =>
    t("finding.pkd_shared", {
      pkd: texts(pkd)
        .map((code) => label("pkd", code))
        .join("; "),
    }),
  field_differs: plain("finding.field_differs"),
  cooperation_shared: ({ forms }, { t, list, word }) =>
    t("finding.cooperation_shared", { forms: list(texts(forms).map((code) => word("cooperation", code))) }),
  cooperation_differs: ({ wanted, offered }, { t, list, word }) => {
    const said = (codes: unknown) => list(texts(codes).map((code) => word("cooperation", code)));
    return t("finding.cooperation_differs", { wanted: said(wanted), offered: said(offered) });
  },
  trl_reached: numbers("finding.trl_reached"),
  trl_low: numbers("finding.trl_low"),
  too_slow: numbers("finding.too_slow"),
  in_time: numbers("finding.in_time"),
  over_budget: money("finding.over_budget"),
  within_budget: money("finding.within_budget"),
  months_unknown: plain("finding.months_unknown"),
  capacity: ({ hours }, { t }) => t("finding.capacity", { count: count(hours) }),
  no_capacity: plain("finding.no_capacity"),
  reaction: ({ days }, { t }) => t("finding.reaction", { count: count(days) }),
  slow_reaction: ({ days, urgency }, { t, word }) =>
    t("finding.slow_reaction", { count: count(days), urgency: word("urgency", String(urgency)) }),
  origin_sought: partner("finding.origin_sought", "origin"),
  origin_not_sought: partner("finding.origin_not_sought", "origin"),
  size_sought: partner("finding.size_sought", "size"),
  size_not_sought: partner("finding.size_not_sought", "size"),
  budget_secured: plain("finding.budget_secured"),
  budget_grant: plain("finding.budget_grant"),
  budget_open: plain("finding.budget_open"),
  meaning: numbers("finding.meaning"),
  in_demand: plain("finding.in_demand"),
  same_region: ({ voivodeship }, { t, label }) =>
    t("finding.same_region", { voivodeship: label("voivodeships", String(voivodeship)) }),
  other_region: ({ need, offer }, { t, label }) =>
    t("finding.other_region", {
      need: label("voivodeships", String(need)),
      offer: label("voivodeships", String(offer)),
    }),
  common_language: ({ languages }, { t, list, label }) => {
    const codes = texts(languages);
    if (codes.length === 0) return t("finding.common_language_unnamed");
    return t("finding.common_language", { languages: list(codes.map((code) => label("languages", code))) });
  },
  no_common_language: plain("finding.no_common_language"),
  age: ({ date }, { t, ago }) => {
    const days = ago(String(date));
    return days < 2 ? t("finding.ageToday") : t("finding.age", { count: days });
  },
};

/** A finding as a sentence; one of a newer server as a sentence that says so. */
export function sentence({ code, params = {} }: Finding, say: Sayings): string {
  const known = Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : undefined;
  return known ? known(params, say) : say.t("finding.unknown");
}

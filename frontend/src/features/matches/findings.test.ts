import i18next, { type i18n } from "i18next";
import { describe, expect, it } from "vitest";
import { formatList, formatNumber } from "@/shared/i18n/format";
import type { Language } from "@/shared/i18n/languages";
import type { Component } from "./api";
import { possibleGains, type Sayings, SENTENCES, sentence } from "./findings";
import en from "./locales/en.json";
import pl from "./locales/pl.json";

const instance: i18n = i18next.createInstance();
await instance.init({
  lng: "pl",
  resources: { pl: { matches: pl }, en: { matches: en } },
  ns: ["matches"],
  defaultNS: "matches",
  interpolation: { escapeValue: false },
});

const sayings = (language: Language): Sayings => ({
  t: instance.getFixedT(language) as unknown as Sayings["t"],
  number: (value) => formatNumber(value, language),
  list: (values) => formatList(values, language),
  word: (_, code) => `<${code}>`,
  label: (_, code) => `<${code}>`,
  concept: (notation) => `<${notation}>`,
});

// One example for every code of search/match/notes.go.
const EXAMPLES: [string, Record<string, unknown>, string, string][] = [
  [
    "not_stated",
    { side: "offer" },
    "Oferta tego nie podaje, więc składowa się nie liczy",
    "The offer does not state it, so the component does not count",
  ],
  [
    "terms_missing",
    { terms: ["folia", "PLA"] },
    "W ofercie nie ma słów: folia, PLA",
    "Words that the offer lacks: folia, PLA",
  ],
  [
    "topic_weak",
    {},
    "Teksty mają mało wspólnego, dlatego pozostałe składowe liczą się tylko częściowo",
    "The texts have little in common, so the other components count only in part",
  ],
  [
    "concepts_shared",
    { concepts: ["23", "25"] },
    "Wspólne dziedziny nauki: <23>, <25>",
    "Common fields of science: <23>, <25>",
  ],
  [
    "kis_shared",
    { kis: ["KIS1"] },
    "Wspólne inteligentne specjalizacje: <KIS1>",
    "Common smart specialisations: <KIS1>",
  ],
  ["pkd_shared", { pkd: ["22"] }, "Wspólna branża: <22>", "Common industry: <22>"],
  [
    "field_differs",
    {},
    "Inne dziedziny nauki, specjalizacje i branże",
    "Other fields of science, specialisations and industries",
  ],
  [
    "cooperation_shared",
    { forms: ["pilot", "licence"] },
    "Obie strony chcą: <pilot> i <licence>",
    "Both sides want: <pilot> and <licence>",
  ],
  [
    "cooperation_differs",
    { wanted: ["pilot"], offered: ["sale"] },
    "Szukane: <pilot>; oferowane: <sale>",
    "Wanted: <pilot>; offered: <sale>",
  ],
  ["trl_reached", { have: 7, want: 6 }, "TRL 7, oczekiwany co najmniej 6", "TRL 7, wanted at least 6"],
  ["trl_low", { have: 4, want: 6 }, "TRL 4, oczekiwany co najmniej 6", "TRL 4, wanted at least 6"],
  [
    "too_slow",
    { months: 24, available: 6 },
    "Dojście do oczekiwanego poziomu zajmie 24 mies., a jest 6",
    "Reaching the wanted level takes 24 months, and there are 6",
  ],
  [
    "in_time",
    { months: 3, available: 6 },
    "Dojście do oczekiwanego poziomu zajmie 3 mies. i mieści się w terminie (6)",
    "Reaching the wanted level takes 3 months, which is in time (6)",
  ],
  [
    "over_budget",
    { cost: 500000, budget: "50k_200k" },
    "Koszt dojścia 500\u00a0000 zł przekracza budżet (<50k_200k>)",
    "Getting there costs PLN 500,000, more than the budget (<50k_200k>)",
  ],
  [
    "within_budget",
    { cost: 5000, budget: "under_50k" },
    "Koszt dojścia 5\u00a0000 zł mieści się w budżecie (<under_50k>)",
    "Getting there costs PLN 5,000, within the budget (<under_50k>)",
  ],
  [
    "months_unknown",
    {},
    "Nie wiadomo, kiedy technologia osiągnie oczekiwany poziom",
    "It is not known when the technology reaches the wanted level",
  ],
  [
    "same_region",
    { voivodeship: "lodzkie" },
    "To samo województwo: <lodzkie>",
    "The same voivodeship: <lodzkie>",
  ],
  [
    "other_region",
    { need: "lodzkie", offer: "opolskie" },
    "Różne województwa: <lodzkie> i <opolskie>",
    "Different voivodeships: <lodzkie> and <opolskie>",
  ],
  ["common_language", { languages: ["pl"] }, "Wspólny język: <pl>", "Common language: <pl>"],
  ["common_language", {}, "Jest wspólny język", "There is a common language"],
  ["no_common_language", {}, "Brak wspólnego języka", "No common language"],
  [
    "age",
    { days: 1 },
    "Oba wpisy zatwierdzono dzisiaj lub wczoraj",
    "Both entries were approved today or yesterday",
  ],
  ["age", { days: 22 }, "Starszy wpis zatwierdzono 22 dni temu", "The older entry was approved 22 days ago"],
];

describe("sentence", () => {
  it.each(EXAMPLES)("%s %j", (code, params, polish, english) => {
    expect(sentence({ code, params }, sayings("pl"))).toBe(polish);
    expect(sentence({ code, params }, sayings("en"))).toBe(english);
  });

  it("has an example of every code it knows", () => {
    expect([...new Set(EXAMPLES.map(([code]) => code))].sort()).toEqual(Object.keys(SENTENCES).sort());
  });

  it("says of a code of a newer server that it cannot be said", () => {
    for (const code of ["brand_new", "constructor"])
      expect(sentence({ code }, sayings("en"))).toBe(en.finding.unknown);
  });
});

describe("possibleGains", () => {
  const component = (name: string, points: number, max: number): Component => ({
    name,
    points,
    max,
    pairs: [],
    notes: [],
  });

  it.each([
    [["trl_low"], [8]],
    [
      ["too_slow", "terms_missing", "trl_low"],
      [8, 22, 0],
    ],
    [
      ["brand_new", "no_common_language"],
      [0, 0],
    ],
  ])("of %j", (codes, want) => {
    const components = [component("topic", 30, 52), component("readiness", 4, 12)];
    expect(
      possibleGains(
        codes.map((code) => ({ code })),
        components,
      ),
    ).toEqual(want);
  });
});

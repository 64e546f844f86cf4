import i18next, { type i18n } from "i18next";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatDate, formatList, formatNumber } from "@/shared/i18n/format";
import type { Language } from "@/shared/i18n/languages";
import type { Component } from "./api";
import { CLAUSES, clause, placeOf } from "./changes";
import { daysSince } from "./daysSince";
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
  date: (day) => formatDate(day, language),
  ago: (day) => daysSince(day, Date.parse("2026-11-28T13:00:00Z")),
  word: (_, code) => `<${code}>`,
  label: (_, code) => `<${code}>`,
  concept: (notation) => `<${notation}>`,
  wholeConcept: (notation) => `<… › ${notation}>`,
  conceptWay: (way) => `<${way.join(" – ")}>`,
});

const codesIn = (file: string, name: string) =>
  [
    ...readFileSync(`../search/match/${file}.go`, "utf8").matchAll(
      new RegExp(`^\\t${name}\\w+ += "(\\w+)"`, "gm"),
    ),
  ].map(([, code]) => code);

it("knows the codes of the server, and no others", () => {
  expect(Object.keys(SENTENCES).sort()).toEqual(codesIn("notes", "Note").sort());
  expect(Object.keys(CLAUSES).sort()).toEqual(codesIn("whatif", "Change").sort());
  const names = codesIn("weights", "");
  expect(names.length).toBeGreaterThan(6);
  for (const texts of [pl, en]) expect(Object.keys(texts.component).sort()).toEqual(names.sort());
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
    "terms_lacking",
    { terms: ["folia", "PLA"] },
    "Oferta nie mówi o tym, czego szuka potrzeba: folia, PLA",
    "The offer does not speak of what the need asks for: folia, PLA",
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
    "concepts_shared",
    { concepts: ["23"] },
    "Wspólna dziedzina nauki: <… › 23>",
    "Common field of science: <… › 23>",
  ],
  [
    "concepts_near",
    { path: ["23", "2", "25"] },
    "Bliskie dziedziny nauki: <23 – 2 – 25>",
    "Fields of science near each other: <23 – 2 – 25>",
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
  ["capacity", { hours: 22 }, "Wolny czas: 22 godziny w miesiącu", "Free time: 22 hours a month"],
  ["no_capacity", {}, "Zespół nie ma teraz wolnego czasu", "The team has no free time now"],
  ["reaction", { days: 7 }, "Odpowiedź w ciągu 7 dni", "Answers within 7 days"],
  [
    "slow_reaction",
    { days: 30, urgency: "critical" },
    "Odpowiedź dopiero po 30 dniach, a pilność jest <critical>",
    "Answers only after 30 days, and the urgency is <critical>",
  ],
  [
    "origin_sought",
    { own: "enterprise" },
    "Szukany jest taki partner: <enterprise>",
    "Such a partner is sought: <enterprise>",
  ],
  [
    "origin_not_sought",
    { own: "enterprise", sought: ["science", "other"] },
    "Szukany jest inny partner: <science> i <other>, a potrzebę zgłasza <enterprise>",
    "Another partner is sought: <science> and <other>; the need is of: <enterprise>",
  ],
  [
    "size_sought",
    { own: "small" },
    "Szukana jest taka wielkość przedsiębiorstwa: <small>",
    "Such a size of enterprise is sought: <small>",
  ],
  [
    "size_not_sought",
    { own: "small", sought: ["large"] },
    "Szukane jest przedsiębiorstwo innej wielkości: <large>, a nie <small>",
    "An enterprise of another size is sought: <large>, not <small>",
  ],
  ["budget_secured", {}, "Budżet jest zabezpieczony", "The budget is secured"],
  ["budget_grant", {}, "Budżet ma pochodzić z dotacji", "The budget is to come from a grant"],
  ["budget_open", {}, "Budżet nie jest zabezpieczony", "The budget is not secured"],
  [
    "meaning",
    { likeness: 71 },
    "Podobieństwo sensu obu tekstów: 71 na 100",
    "Likeness of what both texts mean: 71 of 100",
  ],
  [
    "in_demand",
    {},
    "Ta strona ma teraz wiele otwartych zapytań, więc wynik jest nieco niższy",
    "This side has many open requests now, so the score is a little lower",
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
    { date: "2026-11-27" },
    "Oba wpisy zatwierdzono dzisiaj lub wczoraj",
    "Both entries were approved today or yesterday",
  ],
  [
    "age",
    { date: "2026-11-06" },
    "Starszy wpis zatwierdzono 22 dni temu",
    "The older entry was approved 22 days ago",
  ],
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

describe("clause", () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    [
      "trl_evidenced",
      { from: 4, to: 6 },
      "gdyby był dowód na TRL 6 (jest 4)",
      "if TRL 6 were evidenced (it is 4)",
    ],
    [
      "trl_stated",
      { from: null, to: 6 },
      "gdyby podano TRL i był to 6",
      "if a TRL were stated and it were 6",
    ],
    ["trl_range", { from: 4, to: 7 }, "gdyby zakres obejmował TRL 7", "if the range included TRL 7"],
    [
      "trl_lowered",
      { from: 7, to: 5 },
      "gdyby wystarczał TRL 5 (oczekiwany jest 7)",
      "if TRL 5 were enough (wanted is 7)",
    ],
    [
      "months_stated",
      { to: 3 },
      "gdyby dojście do poziomu docelowego trwało najwyżej 3 miesiące",
      "if reaching the target level took 3 months at most",
    ],
    [
      "cost_stated",
      { to: 200000 },
      "gdyby dojście do poziomu docelowego kosztowało najwyżej 200\u00a0000 zł",
      "if reaching the target level cost PLN 200,000 at most",
    ],
    [
      "cooperation_added",
      { form: "pilot", to: ["pilot"] },
      "gdyby wśród form współpracy była też: <pilot>",
      "if the forms of cooperation included: <pilot>",
    ],
    [
      "concept_added",
      { concept: "23" },
      "gdyby wśród dziedzin nauki były: <23>",
      "if the fields of science included: <23>",
    ],
    [
      "language_added",
      { language: "en" },
      "gdyby wśród języków był też: <en>",
      "if the languages included: <en>",
    ],
    [
      "partner_origin",
      { origin: "science" },
      "gdyby szukany partner mógł być też taki: <science>",
      "if the partner sought could also be: <science>",
    ],
    [
      "partner_size",
      { size: "small" },
      "gdyby partner mógł mieć też taką wielkość: <small>",
      "if the partner could also be of this size: <small>",
    ],
    [
      "capacity_stated",
      { to: 40 },
      "gdyby dostępnych było 40 godzin w miesiącu",
      "if 40 hours a month were free",
    ],
    [
      "reaction_sooner",
      { to: 7 },
      "gdyby odpowiedź przychodziła w ciągu 7 dni",
      "if an answer came within 7 days",
    ],
    [
      "deadline_later",
      { to: "2027-03-01" },
      "gdyby terminem był 1\u00a0marca\u00a02027",
      "if the deadline were 1\u00a0March\u00a02027",
    ],
    ["urgency_lower", { to: "low" }, "gdyby pilność była taka: <low>", "if the urgency were: <low>"],
    ["budget_stated", { to: "200k_1m" }, "gdyby budżet był taki: <200k_1m>", "if the budget were: <200k_1m>"],
    ["budget_secured", { to: "yes" }, "gdyby budżet był zabezpieczony", "if the budget were secured"],
    ["brand_new", {}, "gdyby zmieniło się to pole", "if this field changed"],
  ])("%s %j", (code, params, polish, english) => {
    expect(clause({ code, params }, sayings("pl"))).toBe(polish);
    expect(clause({ code, params }, sayings("en"))).toBe(english);
  });
});

describe("placeOf", () => {
  const side = (entry?: string, organisation?: string) =>
    ({ entry, organisation: organisation && { id: organisation, name: "" } }) as never;
  it.each([
    ["need.minTrl", { to: "/entries/$id/edit", id: "e", field: "need.minTrl" }],
    ["organisation.languages", { to: "/organisations/$id/edit", id: "o", field: "languages" }],
  ])("of %s", (field, want) => {
    expect(placeOf({ side: "need", field }, { need: side("e", "o"), offer: side() })).toEqual(want);
  });

  it("is nowhere without the page's id", () => {
    expect(
      placeOf({ side: "offer", field: "keywords" }, { need: side("e", "o"), offer: side() }),
    ).toBeUndefined();
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
      ["too_slow", "terms_lacking", "trl_low"],
      [8, 0, 0],
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

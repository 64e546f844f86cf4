import { describe, expect, it } from "vitest";
import type { Component } from "./api";
import { inLanguage, sourcesOf, wordsOf, worthShowing } from "./lit";

const pair = (need: string, offer: string) => ({
  need,
  offer,
  translated: need !== offer,
  weight: 0.1,
  kind: need === offer ? ("same" as const) : ("translation" as const),
});
const component = (...pairs: [string, string][]): Component => ({
  name: "topic",
  points: 1,
  max: 2,
  pairs: pairs.map(([need, offer]) => pair(need, offer)),
  notes: [],
});

describe("worthShowing", () => {
  const topic = component(
    ["barrier", "barrier"],
    ["film", "Film"],
    ["barierowa", "barrier"],
    ["folia", "film"],
  );
  const said = (needText: string) =>
    worthShowing(topic, needText).map(({ pair: { need, offer }, key }) => `${key} ${need}-${offer}`);

  it("prefers the words of the text that is shown", () => {
    expect(said("Folia barierowa do dań")).toEqual(["topic.2 barierowa-barrier", "topic.3 folia-film"]);
    expect(said("A barrier film")).toEqual(["topic.0 barrier-barrier", "topic.1 film-Film"]);
  });

  it("keeps the weightiest where none is shown", () => {
    expect(said("")).toEqual(["topic.0 barrier-barrier", "topic.1 film-Film"]);
  });
});

describe("inLanguage", () => {
  const missing = [
    { code: "terms_lacking", params: { terms: ["serwatka", "whey"], langs: ["pl", "en"] } },
    { code: "trl_low", params: { have: 4, want: 6 } },
  ];

  it("leaves out missing terms of the other language", () => {
    expect(inLanguage(missing, "pl")).toEqual([
      { code: "terms_lacking", params: { terms: ["serwatka"], langs: ["pl", "en"] } },
      missing[1],
    ]);
  });

  it("keeps all where the need is in the other language", () => {
    const foreign = [{ code: "terms_lacking", params: { terms: ["whey"], langs: ["en"] } }];
    expect(inLanguage(foreign, "pl")).toEqual(foreign);
  });
});

describe("wordsOf", () => {
  it("keeps words and keys of all components in step", () => {
    const words = wordsOf([component(["a", "b"]), { ...component(["c", "d"]), name: "phrases" }]);
    expect(words).toEqual({
      need: ["a", "c"],
      offer: ["b", "d"],
      keys: ["topic.0", "phrases.0"],
      kinds: ["translation", "translation"],
    });
  });
});

describe("sourcesOf", () => {
  const topic = component(["folia", "film"], ["PLA", "PLA"]);
  const bare = (name: string): Component => ({ ...component(), name });
  it.each([
    [topic, ["topic.0", "topic.1"]],
    [bare("phrases"), ["topic.0", "topic.1"]],
    [bare("readiness"), ["readiness.fact"]],
  ])("%o", (one, want) => {
    expect(sourcesOf(one, [topic, bare("phrases"), bare("readiness")])).toEqual(want);
  });
});

import { createContext, useContext } from "react";
import type { Component, Finding, Pair } from "./api";
import { highlight } from "./highlight";

/** The words of both sides that met, each with the keys of the pairs it belongs to. */
export interface Words {
  need: string[];
  offer: string[];
  /** The pair's key, and how the two meet, at the same index as its words. */
  keys: string[];
  kinds: Pair["kind"][];
}

/** All pairs of all components, in order. A key is the component's name and the pair's place in it. */
export function wordsOf(components: Component[]): Words {
  const words: Words = { need: [], offer: [], keys: [], kinds: [] };
  for (const { name, pairs } of components) {
    pairs.forEach((pair, index) => {
      words.need.push(pair.need);
      words.offer.push(pair.offer);
      words.keys.push(keyOf(name, index));
      words.kinds.push(pair.kind);
    });
  }
  return words;
}

export const keyOf = (component: string, pair: number) => `${component}.${pair}`;

/** The key of the facts that a component compares, in the cards of both sides. */
export const factKey = (component: string) => `${component}.fact`;

/** These judge the words of the topic by where they stand, and have none of their own. */
const BY_THE_TOPIC = ["core", "phrases", "closeness"];

/** What a component came from: its pairs of words, those of the topic, or facts. */
export function sourcesOf({ name, pairs }: Component, all: Component[]): string[] {
  const words = BY_THE_TOPIC.includes(name) ? all.find((one) => one.name === "topic") : undefined;
  const own = pairs.map((_, index) => keyOf(name, index));
  if (words) return [...own, ...words.pairs.map((_, index) => keyOf(words.name, index))];
  return own.length > 0 ? own : [factKey(name)];
}

export interface Shown {
  pair: Pair;
  key: string;
}

/**
 * The pairs of a component that are worth a line, those whose word of the need stands in the text that is shown first:
 * of several about the same word of the offer only the best, because a need in two languages meets it twice.
 */
export function worthShowing({ name, pairs }: Component, needText: string): Shown[] {
  const stands = new Set(
    highlight(
      needText,
      pairs.map(({ need }) => need),
    ).flatMap(({ words }) => words),
  );
  const best = new Map<string, { index: number; place: number }>();
  pairs.forEach(({ offer }, index) => {
    const word = offer.toLocaleLowerCase();
    const known = best.get(word);
    if (!known) best.set(word, { index, place: best.size });
    else if (stands.has(index) && !stands.has(known.index)) known.index = index;
  });
  return [...best.values()]
    .sort((a, b) => Number(stands.has(b.index)) - Number(stands.has(a.index)) || a.place - b.place)
    .flatMap(({ index }) => {
      const pair = pairs[index];
      return pair ? [{ pair, key: keyOf(name, index) }] : [];
    });
}

/** The findings with only those missing terms that are of the reader's language, as long as any is. */
export function inLanguage(missing: Finding[], language: string): Finding[] {
  return missing.map((finding) => {
    const { terms, langs } = finding.params ?? {};
    if (!Array.isArray(terms) || !Array.isArray(langs)) return finding;
    const own = terms.filter((_, index) => langs[index] === language);
    return own.length === 0 ? finding : { ...finding, params: { ...finding.params, terms: own } };
  });
}

/** Which pairs are lit in both texts, and how to light others. */
export interface Lighting {
  lit: ReadonlySet<string>;
  light: (keys: string[]) => void;
}

export const LightingContext = createContext<Lighting>({ lit: new Set(), light: () => undefined });

export const useLighting = () => useContext(LightingContext);

/** Scrolls to what is lit, once it is drawn, where none of it is in sight. */
export function showLit() {
  requestAnimationFrame(() => {
    const all = [...document.querySelectorAll<HTMLElement>('main [data-lit="true"]:is(mark, span)')];
    const inSight = ({ top, bottom }: DOMRect) => top >= 0 && bottom <= window.innerHeight;
    if (all.some((one) => inSight(one.getBoundingClientRect()))) return;
    all[0]?.scrollIntoView({ block: "center", behavior: "smooth" });
  });
}

import { createContext, useContext } from "react";
import type { Component } from "./api";

/** The words of both sides that met, each with the keys of the pairs it belongs to. */
export interface Words {
  need: string[];
  offer: string[];
  /** The pair's key at the same index as its words. */
  keys: string[];
}

/** All pairs of all components, in order. A key is the component's name and the pair's place in it. */
export function wordsOf(components: Component[]): Words {
  const words: Words = { need: [], offer: [], keys: [] };
  for (const { name, pairs } of components) {
    pairs.forEach((pair, index) => {
      words.need.push(pair.need);
      words.offer.push(pair.offer);
      words.keys.push(keyOf(name, index));
    });
  }
  return words;
}

export const keyOf = (component: string, pair: number) => `${component}.${pair}`;

/** Which pairs are lit in both texts, and how to light others. */
export interface Lighting {
  lit: ReadonlySet<string>;
  light: (keys: string[]) => void;
}

export const LightingContext = createContext<Lighting>({ lit: new Set(), light: () => undefined });

export const useLighting = () => useContext(LightingContext);

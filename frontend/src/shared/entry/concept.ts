import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../api/request";
import type { Text } from "../api/text";
import type { Language } from "../i18n/languages";

/** A concept of EuroSciVoc; the path leads from the root to it. */
export interface Concept {
  notation: string;
  pl: string;
  en: string;
  path: Text[];
}

interface Found {
  items: Concept[];
}

/** Chosen concepts by their notations. */
export const conceptsQuery = (notations: readonly string[]) =>
  queryOptions({
    queryKey: ["concepts", "of", [...notations].sort()],
    enabled: notations.length > 0,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await api.get<Found>("/concepts", { query: { notation: [...notations] }, signal })).items,
  });

/** Concepts whose name begins with, or holds a word that begins with, the text. */
export const completionQuery = (text: string) =>
  queryOptions({
    queryKey: ["concepts", "q", text],
    enabled: text.length > 1,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await api.get<Found>("/concepts", { query: { q: text.slice(0, 120) }, signal })).items,
  });

const ENOUGH = 30;
const LONGEST = 40_000;

/** Concepts that occur in what the author wrote; nothing while there is too little to tell. */
export const suggestionQuery = (text: string) =>
  queryOptions({
    queryKey: ["concepts", "suggest", text],
    enabled: text.length >= ENOUGH,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await api.post<Found>("/concepts/suggest", { text: text.slice(0, LONGEST) }, { signal })).items,
  });

/** The concept's name in a language, or its notation while the name is not known. */
export function nameOf(concepts: Concept[] | undefined, notation: string, language: Language): string {
  const found = concepts?.find((concept) => concept.notation === notation);
  return found ? found[language] || found.pl || found.en : notation;
}

/** What stands above the concept: "nauki inżynieryjne › inżynieria materiałowa". */
export function above(concept: Concept, language: Language): string {
  return concept.path
    .slice(0, -1)
    .map((label) => label[language] || label.pl || label.en)
    .join(" › ");
}

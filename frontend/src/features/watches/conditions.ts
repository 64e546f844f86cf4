import { type Search, valueOf, valuesOf } from "@/shared/filters/search";
import type { Conditions, Watch, WatchForm } from "./api";

/** The lists of a watch and the keys that they have in the address of a search. */
const LISTS = {
  kinds: "kind",
  clusters: "cluster",
  voivodeships: "voivodeship",
  origins: "origin",
  cooperation: "cooperation",
  pkd: "pkd",
  kis: "kis",
} as const;

type ListName = keyof typeof LISTS;

const NAMES = Object.keys(LISTS) as ListName[];

/** What a search asks for, as a watch of it would. */
export function conditionsOf(search: Search): Conditions {
  const lists = Object.fromEntries(NAMES.map((name) => [name, valuesOf(search, LISTS[name])]));
  return {
    text: valueOf(search, "q").trim(),
    trl: Number(valueOf(search, "trl")) || 0,
    ...lists,
  } as Conditions;
}

/** The search that shows what satisfies a watch now. */
export function searchOf(watch: Conditions): Search {
  const lists = Object.fromEntries(
    NAMES.map((name) => [LISTS[name], watch[name].length > 0 ? [...watch[name]] : undefined]),
  );
  return { q: watch.text || undefined, trl: watch.trl ? String(watch.trl) : undefined, ...lists };
}

/** A watch of everything is none. */
export function isEmpty(watch: Conditions): boolean {
  return watch.text === "" && watch.trl === 0 && NAMES.every((name) => watch[name].length === 0);
}

/** Whether two watches ask for the same, in whatever order. */
export function sameConditions(one: Conditions, other: Conditions): boolean {
  return (
    one.trl === other.trl &&
    one.text.toLocaleLowerCase() === other.text.toLocaleLowerCase() &&
    NAMES.every((name) => [...one[name]].sort().join("\n") === [...other[name]].sort().join("\n"))
  );
}

/** The part of a watch that is written. */
export function formOf({ name, active, ...watch }: Watch): WatchForm {
  const lists = Object.fromEntries(NAMES.map((list) => [list, watch[list]])) as Pick<WatchForm, ListName>;
  return { name, active, text: watch.text, trl: watch.trl, ...lists };
}

import { same } from "@/shared/draft/keeper";
import { leaves, type Path, setAt } from "./path";

/** Who changed a field since both began: the person here, someone else, or both to different values. */
export type Change = "mine" | "theirs" | "both";

export interface Conflict {
  path: Path;
  mine: unknown;
  theirs: unknown;
  change: Change;
}

export type Choice = "mine" | "theirs";

/**
 * The fields in which two contents differ. With the content that both began from it tells who changed each;
 * without it nobody knows, and every difference counts as changed by both.
 */
export function conflicts(mine: unknown, theirs: unknown, base?: unknown): Conflict[] {
  const [a, b] = [leaves(mine), leaves(theirs)];
  const before = base === undefined ? undefined : leaves(base);
  const list: Conflict[] = [];
  for (const path of new Set([...a.keys(), ...b.keys()])) {
    const [x, y] = [a.get(path), b.get(path)];
    if (!same(x, y)) list.push({ path, mine: x, theirs: y, change: changeOf(before, path, x, y) });
  }
  return list;
}

function changeOf(
  before: Map<Path, unknown> | undefined,
  path: Path,
  mine: unknown,
  theirs: unknown,
): Change {
  if (!before) return "both";
  const old = before.get(path);
  if (same(old, theirs)) return "mine";
  return same(old, mine) ? "theirs" : "both";
}

/** What is chosen before the person has looked: whoever changed a field alone is right; nothing where both did. */
export function presumed(list: Conflict[]): Record<Path, Choice> {
  const choices: Record<Path, Choice> = {};
  for (const { path, change } of list) if (change !== "both") choices[path] = change;
  return choices;
}

/** Joins two changes of one content that touch different fields; undefined where both changed one. */
export function joined<T>(mine: T, theirs: T, base: T): T | undefined {
  const list = conflicts(mine, theirs, base);
  if (list.some(({ change }) => change === "both")) return undefined;
  return merged(theirs, list, presumed(list));
}

/** Their content with the chosen fields of mine. */
export function merged<T>(theirs: T, list: Conflict[], choices: Record<Path, Choice>): T {
  return list.reduce(
    (content, { path, mine }) =>
      choices[path] === "mine" ? setAt(content, path, emptied(mine, path, content)) : content,
    theirs,
  );
}

/** A field that mine leaves empty is emptied in its own form: "" for a text, [] for a list, null for a number. */
function emptied(mine: unknown, path: Path, content: unknown): unknown {
  if (mine !== undefined) return mine;
  const there = leaves(content).get(path);
  if (typeof there === "string") return "";
  return Array.isArray(there) ? [] : null;
}

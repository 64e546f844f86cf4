import { same } from "./keeper";

export interface Merge<T> {
  /** Fields that only one side changed, as they are now; where both did, mine. */
  value: T;
  /** Fields that both sides changed, differently. */
  conflicts: (keyof T)[];
}

/** Merges two changes of the same thing, field by field. Without `base` every difference is a conflict. */
export function threeWay<T extends object>(base: T | undefined, mine: T, theirs: T): Merge<T> {
  const value = { ...mine };
  const conflicts: (keyof T)[] = [];
  for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)]) as Set<keyof T & string>) {
    if (same(mine[field], theirs[field])) continue;
    if (base && same(mine[field], base[field])) value[field] = theirs[field];
    else if (!base || !same(theirs[field], base[field])) conflicts.push(field);
  }
  return { value, conflicts };
}

/** A place in a content as the API names it: "need.problem.pl", "competence.equipment.0.model". */
export type Path = string;

/** What stands at the path; undefined where nothing does. */
export function getAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path.split(".")) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}

/** A copy with another value at the path; everything beside the path is shared with the original. */
export function setAt<T>(value: T, path: Path, next: unknown): T {
  const [step = "", ...rest] = path.split(".");
  const inner =
    rest.length === 0
      ? next
      : setAt((value as Record<string, unknown> | undefined)?.[step] ?? {}, rest.join("."), next);
  if (Array.isArray(value)) return value.with(Number(step), inner) as T;
  return { ...value, [step]: inner };
}

/** Nothing is stated: null, "", [], or an object in which nothing is. */
export function isBlank(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === "object") return Object.values(value).every(isBlank);
  return false;
}

/** Every leaf by its path. A list is one leaf, because its order and length belong to its value. */
export function leaves(value: unknown, at: Path = ""): Map<Path, unknown> {
  const found = new Map<Path, unknown>();
  for (const [key, inner] of Object.entries(value ?? {})) {
    const path = at ? `${at}.${key}` : key;
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) {
      for (const [deeper, leaf] of leaves(inner, path)) found.set(deeper, leaf);
    } else if (!isBlank(inner)) found.set(path, inner);
  }
  return found;
}

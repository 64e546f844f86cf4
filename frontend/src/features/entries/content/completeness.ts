import type { EntryContent, EntryKind } from "@/shared/api/entry";
import { type Field, type Section, sectionsOf } from "./fields";
import { getAt, isBlank, type Path } from "./path";

export interface SectionProgress {
  section: Section;
  /** Required fields that are still empty. */
  missing: number;
  /** Fields of the section in which something stands. */
  filled: number;
  /** Texts that are longer than the form takes. They are kept, and have to be shortened before the entry is submitted. */
  long: Path[];
}

/** What of a form is written, by section. Only the server decides whether it is complete. */
export function progressOf(kind: EntryKind, content: Partial<EntryContent>): SectionProgress[] {
  return sectionsOf(kind).map((section) => {
    const filled = section.fields.filter(({ path }) => !isBlank(getAt(content, path)));
    const missing = section.fields.filter((field) => field.required && !filled.includes(field));
    const long = section.fields.filter((field) => isLong(field, getAt(content, field.path)));
    return { section, missing: missing.length, filled: filled.length, long: long.map(({ path }) => path) };
  });
}

function isLong({ shape }: Field, value: unknown): boolean {
  if (shape.type === "line") return [...String(value ?? "")].length > shape.max;
  if (shape.type !== "text") return false;
  return Object.values((value ?? {}) as Record<string, string>).some((text) => [...text].length > shape.max);
}

import type { EntryContent, EntryKind } from "@/shared/api/entry";
import { type Section, sectionsOf } from "./fields";
import { getAt, isBlank } from "./path";

export interface SectionProgress {
  section: Section;
  /** Required fields that are still empty. */
  missing: number;
  /** Fields of the section in which something stands. */
  filled: number;
}

/** What of a form is written, by section. Only the server decides whether it is complete. */
export function progressOf(kind: EntryKind, content: Partial<EntryContent>): SectionProgress[] {
  return sectionsOf(kind).map((section) => {
    const filled = section.fields.filter(({ path }) => !isBlank(getAt(content, path)));
    const missing = section.fields.filter((field) => field.required && !filled.includes(field));
    return { section, missing: missing.length, filled: filled.length };
  });
}

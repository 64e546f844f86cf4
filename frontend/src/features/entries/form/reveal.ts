import type { Path } from "../content/path";

export const fieldId = (path: Path) => `field-${path}`;
export const sectionId = (id: string) => `section-${id}`;

export const CONFLICT_ID = "entry-conflict";

const FOCUSABLE = "textarea, input:not([type=hidden]), select, button";

/** Brings a field to the eye and the cursor into it. */
export function revealField(path: Path) {
  const element = document.getElementById(fieldId(path));
  element?.scrollIntoView({ block: "center" });
  // The language switch of a text comes before the text itself.
  const control =
    element?.querySelector<HTMLElement>("textarea, input[type=text]") ??
    element?.querySelector<HTMLElement>(FOCUSABLE);
  control?.focus({ preventScroll: true });
}

export function revealSection(id: string) {
  const element = document.getElementById(sectionId(id));
  element?.scrollIntoView({ block: "start" });
  element?.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true });
}

export function revealConflict() {
  const element = document.getElementById(CONFLICT_ID);
  element?.scrollIntoView({ block: "start" });
  element?.focus({ preventScroll: true });
}

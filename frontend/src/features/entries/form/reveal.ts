import { FOCUSABLE } from "@/shared/ui/revealField";

export const sectionId = (id: string) => `section-${id}`;

export const CONFLICT_ID = "entry-conflict";

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

import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

/** The element's id of a form's field, by its path such as "technology.trl". */
export const fieldId = (path: string) => `field-${path}`;

export const FOCUSABLE = "textarea, input:not([type=hidden]), select, button";

/** Brings a field to the eye and the cursor into it. */
export function revealField(path: string) {
  const element = document.getElementById(fieldId(path));
  element?.scrollIntoView({ block: "center" });
  // The language switch of a text comes before the text itself.
  const control =
    element?.querySelector<HTMLElement>("textarea, input[type=text]") ??
    element?.querySelector<HTMLElement>(FOCUSABLE);
  control?.focus({ preventScroll: true });
}

/**
 * Reveals the field that the address names after "#", once the form stands: so a link from elsewhere, as from what
 * would change a score, leads to it. Answers the field; nothing where `known` knows none.
 */
export function useFieldInAddress(known: (path: string) => string | undefined): string | undefined {
  const hash = useLocation({ select: (location) => location.hash });
  const field = known(decodedOr(hash));
  useEffect(() => {
    if (!field) return;
    // After the router has put the page's scroll where it was.
    const frame = requestAnimationFrame(() => revealField(field));
    return () => cancelAnimationFrame(frame);
  }, [field]);
  return field;
}

function decodedOr(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return "";
  }
}

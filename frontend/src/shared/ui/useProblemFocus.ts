import { useEffect, useRef } from "react";

/**
 * Leads to what is wrong: when a form's error comes, the first wrong field gets the focus, or else the message
 * scrolls into view. Returns the form's ref.
 */
export function useProblemFocus(error: unknown) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!error || !form.current) return;
    const field = form.current.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (field) field.focus();
    else form.current.querySelector('[role="alert"]')?.scrollIntoView({ block: "center" });
  }, [error]);
  return form;
}

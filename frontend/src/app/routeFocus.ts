import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/**
 * After a change of page the heading gets the focus, so that the keyboard and screen readers start at the
 * new page. A change of filter keeps the focus, and so does the first page.
 */
export function useRouteFocus() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, toLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged || toLocation.state.keepFocus) return;
        focusHeading();
      }),
    [router],
  );
}

const PATIENCE = 5_000;

/** The page may still be showing a skeleton: waits for its heading, but not when the person went on meanwhile. */
function focusHeading() {
  const before = document.activeElement;
  const focus = () => {
    const heading = document.querySelector<HTMLElement>("[data-page-title]");
    heading?.focus({ preventScroll: true });
    return heading !== null;
  };
  if (focus()) return;
  const observer = new MutationObserver(() => {
    const moved = document.activeElement !== before && document.activeElement !== document.body;
    if (moved || focus()) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), PATIENCE);
}

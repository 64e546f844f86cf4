import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/**
 * After a change of page the heading gets the focus, so that the keyboard and screen readers start at the
 * new page. A change of filter keeps the focus, and so does the first page. An address that names a place on its page
 * leaves the focus to that place.
 */
export function useRouteFocus() {
  const router = useRouter();
  useEffect(() => {
    let stop = () => {};
    const unsubscribe = router.subscribe("onRendered", ({ fromLocation, toLocation, pathChanged }) => {
      if (!fromLocation || !pathChanged || toLocation.hash || toLocation.state.keepFocus) return;
      stop();
      stop = focusHeading(toLocation.pathname);
    });
    return () => {
      unsubscribe();
      stop();
    };
  }, [router]);
}

const PATIENCE = 5_000;

/**
 * Focuses the heading of the page at a path. The page may still be read, with the one before or a skeleton in
 * its place: waits for it, but not when the person has gone on meanwhile. Returns the way to stop waiting.
 */
function focusHeading(path: string): () => void {
  const before = document.activeElement;
  const focus = () => {
    const heading = document.querySelector<HTMLElement>(`[data-page-title="${CSS.escape(path)}"]`);
    heading?.focus({ preventScroll: true });
    return heading !== null && document.activeElement === heading;
  };
  if (focus()) return () => {};
  const observer = new MutationObserver(() => {
    const moved = document.activeElement !== before && document.activeElement !== document.body;
    if (moved || focus()) stop();
  });
  const timer = setTimeout(() => stop(), PATIENCE);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["style"],
  });
  return stop;
}

import { useEffect } from "react";

/** Where a focused element stood: its parents from the inside, each with the place of the child that led to it. */
type Trail = { parent: Element; at: number }[];

const OVER = "[role=dialog], [role=menu], [role=listbox]";
const CONTROL =
  "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='-1'][data-page-title]";
/** A dialog that closes gives the focus back after about 10 ms; only then is it known to be lost. */
const PATIENCE = 60;

/**
 * When what had the focus goes away – a decided entry, a button that has done its work – the focus does not fall to
 * the page, from which the keyboard would begin anew: it goes to what stands in its place, or else to the heading.
 */
export function useFocusRescue() {
  useEffect(() => {
    let last: Element | undefined;
    let trail: Trail = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      last = target;
      // What opened a dialog is where one goes on after it.
      if (!target.closest(OVER) && target.closest("main")) trail = trailOf(target);
    };
    const lost = () => document.activeElement === document.body && last !== undefined && !last.isConnected;
    const look = () => {
      if (!lost()) return;
      clearTimeout(timer);
      timer = setTimeout(() => lost() && refuge(trail)?.focus({ preventScroll: true }), PATIENCE);
    };
    const observer = new MutationObserver(look);
    document.addEventListener("focusin", remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, []);
}

export function trailOf(element: Element): Trail {
  const trail: Trail = [];
  for (let child = element; child.parentElement && child.tagName !== "MAIN"; child = child.parentElement)
    trail.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) });
  return trail;
}

/** What to focus instead: of the nearest place that is still there what came after, else before, what was lost. */
export function refuge(trail: Trail): HTMLElement | undefined {
  for (const { parent, at } of trail) {
    if (!parent.isConnected || parent.tagName === "MAIN") continue;
    const beside = [...parent.children];
    for (const one of [...beside.slice(at), ...beside.slice(0, at).reverse()]) {
      const control = one.matches(CONTROL) ? one : one.querySelector(CONTROL);
      if (control) return control as HTMLElement;
    }
  }
  return document.querySelector<HTMLElement>("[data-page-title]") ?? undefined;
}

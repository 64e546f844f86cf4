import { useEffect, useRef, useSyncExternalStore } from "react";

const STORED = "splot-keys";
const listeners = new Set<() => void>();

/** Whether single letters act as shortcuts on this device (WCAG 2.1.4: who speaks to the computer switches them off). */
export const keysAreOn = () => localStorage.getItem(STORED) !== "off";

export function setKeysOn(on: boolean) {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, "off");
  for (const listener of listeners) listener();
}

export function useKeysAreOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, keysAreOn);
}

const WRITES =
  "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=textbox]";
const OPENED = "[role=dialog], [role=menu], [role=listbox], [role=combobox]";

/**
 * Whether a press means a shortcut of one letter: nothing is written, nothing is open over the page, and no modifier is
 * held: AltGr makes letters such as ą and ż, and a letter under composition is none yet.
 */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.key.length !== 1) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.getModifierState("AltGraph")) return false;
  const target = event.target as Element | null;
  if (target?.closest?.(`${WRITES}, ${OPENED}`)) return false;
  return document.querySelector("[role=dialog][aria-modal=true]") === null;
}

/** Acts on single letters, as long as they are switched on. False says that the press is left to others. */
export function useKeys(keys: Record<string, () => unknown>) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined;
      if (!act || !keysAreOn() || !isShortcut(event)) return;
      if (act() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

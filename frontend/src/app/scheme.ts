import type { MantineColorSchemeManager } from "@mantine/core";

const KEY = "splot-scheme";

function isScheme(value: string | null): value is "light" | "dark" | "auto" {
  return value === "light" || value === "dark" || value === "auto";
}

/** Keeps the scheme chosen on this device; public/scheme.js reads the same key before the first paint. */
export const schemeManager: MantineColorSchemeManager = {
  get(fallback) {
    const stored = localStorage.getItem(KEY);
    return isScheme(stored) ? stored : fallback;
  },
  set: (value) => localStorage.setItem(KEY, value),
  subscribe() {},
  unsubscribe() {},
  clear: () => localStorage.removeItem(KEY),
};

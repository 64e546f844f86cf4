export const LANGUAGES = ["pl", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const STORED = "splot-language";

export function isLanguage(value: unknown): value is Language {
  return value === "pl" || value === "en";
}

/** The language to start in: the one chosen on this device, else the browser's first known one, else Polish. */
export function startLanguage(preferred: readonly string[] = navigator.languages): Language {
  const stored = localStorage.getItem(STORED);
  if (isLanguage(stored)) return stored;
  return preferred.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "pl";
}

/** Remembers the choice on this device, so that the sign-in page is in it too. */
export function rememberLanguage(language: Language) {
  localStorage.setItem(STORED, language);
}

import type { Language } from "../i18n/languages";

/** What a user wrote, in one language or in both. */
export interface Text {
  pl?: string;
  en?: string;
}

/** The text in a language, or in the other where it is missing. */
export function textIn(text: Text | undefined, language: Language): string {
  return text?.[language] || text?.[language === "pl" ? "en" : "pl"] || "";
}

/** The language a text is shown in when the reader's is asked for; it goes into the `lang` attribute. */
export function languageOf(text: Text | undefined, language: Language): Language {
  if (text?.[language]) return language;
  const other = language === "pl" ? "en" : "pl";
  return text?.[other] ? other : language;
}

export function isEmpty(text: Text | undefined): boolean {
  return !text?.pl?.trim() && !text?.en?.trim();
}

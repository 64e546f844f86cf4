import type { Concept } from "@/shared/entry/concept";
import type { Language } from "@/shared/i18n/languages";

const nameIn = (language: Language) => (label: { pl?: string; en?: string }) =>
  label[language] || label.pl || label.en || "";

/**
 * A way through the vocabulary as the server gives it, from one concept up to what both stand under and down to the
 * other: "opakowania biodegradowalne ‹ opakowania › folie barierowe".
 */
export function wayText(way: Concept[], language: Language): string {
  const name = nameIn(language);
  return way
    .map((concept, index) => {
      const before = way[index - 1];
      if (!before) return name(concept);
      return `${concept.path.length < before.path.length ? "‹" : "›"} ${name(concept)}`;
    })
    .join(" ");
}

/** A concept with all that it stands under: "inżynieria › materiały › opakowania". */
export const fullName = (concept: Concept, language: Language): string =>
  concept.path.map(nameIn(language)).join(" › ");

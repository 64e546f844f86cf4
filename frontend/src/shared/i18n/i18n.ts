import i18next, { type BackendModule, type i18n as I18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { typeset } from "./format";
import { isLanguage, type Language, rememberLanguage, startLanguage } from "./languages";

type Texts = Record<string, unknown>;

// One chunk per namespace and language: a screen loads its own texts in the reader's language only.
const files = import.meta.glob<Texts>(
  [
    "./locales/*.json",
    "../gap/locales/*.json",
    "../membership/locales/*.json",
    "../../app/locales/*.json",
    "../../features/*/locales/*.json",
  ],
  {
    import: "default",
  },
);

/** The file of a namespace: "shared" or "app", a part of shared with texts of its own, or a feature's name. */
function fileOf(namespace: string, language: string): string {
  if (namespace === "shared") return `./locales/${language}.json`;
  if (namespace === "app") return `../../app/locales/${language}.json`;
  if (namespace === "gap" || namespace === "membership") return `../${namespace}/locales/${language}.json`;
  return `../../features/${namespace}/locales/${language}.json`;
}

const lazyFiles: BackendModule = {
  type: "backend",
  init() {},
  async read(language: string, namespace: string): Promise<Texts> {
    const load = files[fileOf(namespace, language)];
    if (!load) throw new Error(`no texts for ${namespace} in ${language}`);
    return setTexts(await load(), language === "en" ? "en" : "pl");
  },
};

/** All texts of a file as a typesetter would set them, once, when they are loaded. */
function setTexts(texts: Texts, language: Language): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === "string" ? typeset(value, language) : setTexts(value as Texts, language),
    ]),
  );
}

/** Starts i18next; resolves when the texts every page needs are there. */
export async function startI18n(): Promise<I18n> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(lazyFiles)
    .use(initReactI18next)
    .init({
      lng: startLanguage(),
      supportedLngs: ["pl", "en"],
      fallbackLng: false,
      ns: ["shared", "app"],
      defaultNS: "shared",
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  return i18next;
}

/** Changes the language everywhere at once and remembers it on this device. */
export async function changeLanguage(language: Language) {
  rememberLanguage(language);
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

/** The present language, for code outside components; components use `useTranslation().i18n`. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "pl";
}

/**
 * Loads the texts of namespaces ahead of the screen that needs them. It fails where they cannot be had: i18next
 * itself would go on after some tries and show the keys.
 */
export async function loadTexts(...namespaces: string[]) {
  const language = currentLanguage();
  await Promise.all(
    namespaces.map(async (namespace) => {
      if (i18next.hasResourceBundle(language, namespace)) return;
      const load = files[fileOf(namespace, language)];
      if (!load) throw new Error(`no texts for ${namespace} in ${language}`);
      i18next.addResourceBundle(language, namespace, await load());
    }),
  );
}

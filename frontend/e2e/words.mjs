import { readdirSync, readFileSync } from "node:fs";
import i18next from "i18next";

const source = new URL("../src/", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, source), "utf8"));

/** The client's own texts, so that the tests look for what a person reads, also when a word is improved. */
function textsIn(language) {
  const texts = {
    shared: read(`shared/i18n/locales/${language}.json`),
    app: read(`app/locales/${language}.json`),
    gap: read(`shared/gap/locales/${language}.json`),
  };
  for (const feature of readdirSync(new URL("features/", source)))
    texts[feature] = read(`features/${feature}/locales/${language}.json`);
  return texts;
}

const texts = i18next.createInstance();
await texts.init({
  lng: "pl",
  fallbackLng: false,
  resources: { pl: textsIn("pl"), en: textsIn("en") },
  interpolation: { escapeValue: false },
});

/** The text of a key such as "entries:form.submit" in a language; a key that is not there fails the test. */
export function wordsIn(language) {
  const t = texts.getFixedT(language);
  return (key, values = {}) => {
    if (!texts.exists(key, { lng: language, ...values })) throw new Error(`no text ${key} in ${language}`);
    return t(key, values);
  };
}

/** A pattern for such a text in which the values that are not given may be anything. */
export function patternIn(language) {
  const say = wordsIn(language);
  return (key, values = {}) => {
    const text = say(key, { ...values, skipInterpolation: true });
    const parts = text.split(/\{\{(\w+)\}\}/);
    const pattern = parts.map((part, index) => (index % 2 === 0 ? escape(part) : (values[part] ?? ".*")));
    return new RegExp(pattern.join(""));
  };
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

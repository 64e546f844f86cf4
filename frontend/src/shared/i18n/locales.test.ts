import { describe, expect, it } from "vitest";

type Texts = { [key: string]: string | Texts };

const files = import.meta.glob<Texts>(
  [
    "./locales/*.json",
    "../gap/locales/*.json",
    "../../app/locales/*.json",
    "../../features/*/locales/*.json",
  ],
  { import: "default", eager: true },
);

const FORMS = { pl: ["one", "few", "many", "other"], en: ["one", "other"] };
const suffix = /_(zero|one|two|few|many|other)$/;

function flatten(texts: Texts, prefix = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

/** The placeholders of a text, each once, in order: {{count}}, {{name}}, and <1> tags. */
function placeholders(texts: string[]) {
  return [...new Set(texts.flatMap((text) => text.match(/\{\{[^}]+\}\}|<\/?\w+>/g) ?? []))].sort();
}

function group(entries: [string, string][]) {
  const groups = new Map<string, { forms: string[]; texts: string[] }>();
  for (const [key, text] of entries) {
    const base = key.replace(suffix, "");
    const one = groups.get(base) ?? { forms: [], texts: [] };
    const form = suffix.exec(key)?.[1];
    if (form) one.forms.push(form);
    one.texts.push(text);
    groups.set(base, one);
  }
  return groups;
}

const polish = Object.keys(files).filter((path) => path.endsWith("/pl.json"));

describe.each(polish)("%s", (path) => {
  const pl = group(flatten(files[path] ?? {}));
  const en = group(flatten(files[path.replace("/pl.json", "/en.json")] ?? {}));

  it("has the same keys in both languages", () => {
    expect([...en.keys()].sort()).toEqual([...pl.keys()].sort());
  });

  it("has every plural form of each language", () => {
    for (const [language, groups] of [
      ["pl", pl],
      ["en", en],
    ] as const) {
      for (const [key, { forms }] of groups) {
        if (forms.length > 0) expect([key, forms.sort()]).toEqual([key, [...FORMS[language]].sort()]);
      }
    }
  });

  it("has no empty text and the same placeholders", () => {
    for (const [key, { texts }] of pl) {
      expect([key, texts.every((text) => text.trim() !== "")]).toEqual([key, true]);
      const other = en.get(key)?.texts ?? [];
      expect([key, placeholders(other)]).toEqual([key, placeholders(texts)]);
    }
  });
});

it("finds the texts", () => {
  expect(polish.length).toBeGreaterThan(8);
});

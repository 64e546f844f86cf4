import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import en from "./locales/en.json";
import pl from "./locales/pl.json";

const api = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../../app/httpapi/openapi.json"), "utf8"),
);
const kinds: string[] = api.components.schemas.Notice.properties.kind.enum;

// The server's list is the source; a kind without a text would show its key.
describe.each([
  ["pl", pl.kind, "_many"],
  ["en", en.kind, "_other"],
])("%s", (_, texts, plural) => {
  it.each(kinds)("has a text for %s", (kind) => {
    expect(Object.keys(texts).some((key) => key === kind || key === kind + plural)).toBe(true);
  });
});

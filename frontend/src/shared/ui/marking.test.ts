import { describe, expect, it } from "vitest";
import { split } from "./marking";

const show = (text: string, words: string[]) =>
  split(text, words)
    .map(({ text: part, marked }) => (marked ? `[${part}]` : part))
    .join("");

describe("split", () => {
  it.each([
    ["Folia barierowa", ["folia"], "[Folia] barierowa"],
    ["Folia barierowa, folie", ["folia barierowa", "folia"], "[Folia barierowa], folie"],
    ["Żywność i żywnościowy", ["żywność"], "[Żywność] i żywnościowy"],
    ["PLA/PBAT (a+b)", ["pbat", "(a+b)"], "PLA/[PBAT] [(a+b)]"],
    ["24 h w 140 °C", ["140"], "24 h w [140] °C"],
    ["nic", [], "nic"],
    ["", ["x"], ""],
  ])("marks %s", (text, words, want) => {
    expect(show(text, words)).toBe(want);
  });
});

import { describe, expect, it } from "vitest";
import { meanScore } from "./rubric";

const rubric = [
  { name: "novelty", weight: 0.25 },
  { name: "feasibility", weight: 0.75 },
];

describe("meanScore", () => {
  it.each([
    [{}, undefined],
    [{ novelty: 2 }, 2],
    [{ novelty: 1, feasibility: 5 }, 4],
    [{ unknown: 5 }, undefined],
  ])("of %j", (scores, want) => {
    expect(meanScore(rubric, scores as Record<string, number>)).toBe(want);
  });
});

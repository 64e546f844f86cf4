import { describe, expect, it } from "vitest";
import { bodyOf, type ReviewDraft, reviewOf, withoutRemark, withRemark, withScore } from "./draft";

const empty: ReviewDraft = { scores: {}, remarks: [], summary: "" };

describe("review", () => {
  it("takes a score back instead of making it a middle value", () => {
    const scored = withScore(withScore(empty, "novelty", 4), "feasibility", 2);
    expect(withScore(scored, "novelty", undefined).scores).toEqual({ feasibility: 2 });
  });

  it("holds one remark for a field and sends those that say something", () => {
    let draft = withRemark(withRemark(empty, "title", "krócej"), "need.budget", " ");
    draft = withRemark(draft, "title", "za długi");
    expect(draft.remarks).toHaveLength(2);
    expect(bodyOf(draft).remarks).toEqual([{ field: "title", text: "za długi" }]);
    expect(withoutRemark(draft, "title").remarks).toEqual([{ field: "need.budget", text: " " }]);
  });

  it("begins anew for a new version", () => {
    const review = { number: 1, scores: { novelty: 5 }, score: 5, remarks: [], summary: "dobrze" };
    expect(reviewOf({ review, number: 2, version: 9 }).value).toEqual(empty);
    expect(reviewOf({ review, number: 1, version: 9 }).value.scores).toEqual({ novelty: 5 });
  });
});

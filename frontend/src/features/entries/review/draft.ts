import type { EntryPage, Remark, Review } from "@/shared/api/entry";
import type { Versioned } from "@/shared/draft/keeper";
import type { Path } from "../content/path";

/** What the auditor writes. A score that cannot be judged is absent, never a middle value. */
export interface ReviewDraft {
  scores: Record<string, number>;
  /** At most one for a field; the empty path is the whole entry. Blank ones are not sent. */
  remarks: Remark[];
  summary: string;
}

/** The review of the version that is under review; an older version's scores are not carried over. */
export function reviewOf({
  review,
  number,
  version,
}: Pick<EntryPage, "review" | "number" | "version">): Versioned<ReviewDraft> {
  const own: Review | undefined = review?.number === number ? review : undefined;
  return {
    value: { scores: own?.scores ?? {}, remarks: own?.remarks ?? [], summary: own?.summary ?? "" },
    version,
  };
}

/** The body of a request: without remarks that say nothing. */
export function bodyOf({ scores, remarks, summary }: ReviewDraft) {
  return { scores, summary, remarks: said(remarks) };
}

export const said = (remarks: Remark[]) => remarks.filter(({ text }) => text.trim() !== "");

/** With another score for a criterion; undefined takes the score back. */
export function withScore(draft: ReviewDraft, criterion: string, score: number | undefined): ReviewDraft {
  const others = Object.fromEntries(Object.entries(draft.scores).filter(([name]) => name !== criterion));
  return { ...draft, scores: score === undefined ? others : { ...others, [criterion]: score } };
}

export function withRemark(draft: ReviewDraft, field: Path, text: string): ReviewDraft {
  const known = draft.remarks.some((remark) => remark.field === field);
  const remarks = known
    ? draft.remarks.map((remark) => (remark.field === field ? { field, text } : remark))
    : [...draft.remarks, { field, text }];
  return { ...draft, remarks };
}

export function withoutRemark(draft: ReviewDraft, field: Path): ReviewDraft {
  return { ...draft, remarks: draft.remarks.filter((remark) => remark.field !== field) };
}

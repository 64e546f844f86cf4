import { queryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/request";

/** One of the auditor's criteria; the weights add up to 1. */
export interface Criterion {
  name: string;
  weight: number;
}

export const rubricQuery = queryOptions({
  queryKey: ["codes", "rubric"],
  staleTime: Infinity,
  queryFn: async ({ signal }) => (await api.get<{ rubric: Criterion[] }>("/codes", { signal })).rubric,
});

/** The weighted mean of what was judged, 1–5, as the server computes it (app/review.go); undefined without a score. */
export function meanScore(rubric: Criterion[], scores: Record<string, number>): number | undefined {
  const judged = rubric.flatMap(({ name, weight }) => {
    const score = scores[name];
    return score === undefined ? [] : [{ score, weight }];
  });
  const weight = judged.reduce((sum, one) => sum + one.weight, 0);
  return weight === 0 ? undefined : judged.reduce((sum, one) => sum + one.weight * one.score, 0) / weight;
}

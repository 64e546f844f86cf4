import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { entryKey, type EntryPage } from "@/shared/api/entry";
import { asProblem, type Problem } from "@/shared/api/problem";
import { api } from "@/shared/api/request";
import { useSession } from "@/shared/api/session";
import { useDraft } from "@/shared/draft/useDraft";
import { bodyOf, type ReviewDraft, reviewOf } from "./draft";

export type Decision = "approve" | "request-changes";

/** The auditor's scores and remarks about one version: saved while they are written, then decided upon. */
export function useReview(entry: EntryPage, onDecided: (decision: Decision) => void) {
  const { person } = useSession();
  const queryClient = useQueryClient();
  const [deciding, setDeciding] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const path = `/entries/${encodeURIComponent(entry.id)}`;
  const took = (page: EntryPage) => {
    queryClient.setQueryData(entryKey(page.id), page);
    return page;
  };
  const server = useMemo(() => reviewOf(entry), [entry]);
  const draft = useDraft<ReviewDraft>({
    key: `review:${person.id}:${entry.id}:${entry.number}`,
    server,
    save: async (review, version) => {
      const page = took(await api.put<EntryPage>(`${path}/review`, bodyOf(review), { version }));
      return { value: review, version: page.version };
    },
    load: async () => reviewOf(took(await api.get<EntryPage>(path))),
  });
  const decide = async (decision: Decision) => {
    setDeciding(true);
    setProblem(undefined);
    const { phase, value, version } = await draft.flush();
    if (phase === "clean" || phase === "saved") {
      try {
        took(await api.post<EntryPage>(`${path}/${decision}`, bodyOf(value), { version }));
        void queryClient.invalidateQueries({ queryKey: ["queue"] });
        void queryClient.invalidateQueries({ queryKey: ["entries", "list"] });
        onDecided(decision);
      } catch (error) {
        setProblem(asProblem(error));
      }
    }
    setDeciding(false);
  };
  return { ...draft, decide, deciding, refused: problem ?? draft.problem };
}

export type ReviewState = ReturnType<typeof useReview>;

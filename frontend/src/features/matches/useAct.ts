import { type InfiniteData, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { asProblem } from "@/shared/api/problem";
import { api } from "@/shared/api/request";
import { matchKey, type MatchItem, type MatchList, type MatchPage } from "./api";

/** One step on a match: interest, decline, hide… The page shows the match as it is afterwards. */
export function useAct(match: MatchItem, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ step, body = {} }: { step: string; body?: Record<string, unknown> }) =>
      api.post<MatchPage>(`/matches/${encodeURIComponent(match.id)}/${step}`, body),
    onSuccess: (page) => {
      queryClient.setQueryData(matchKey(page.id), page);
      // The list keeps its order while one goes through it; it is read again when it is next looked at.
      void queryClient.invalidateQueries({ queryKey: ["matches", "list"], refetchType: "none" });
      void queryClient.invalidateQueries({ queryKey: ["home"] });
      onDone?.();
    },
    onError: (error) => {
      // The other side may have acted at the same moment: what is possible now is read again.
      if (asProblem(error).status === 409 || asProblem(error).stale)
        void queryClient.invalidateQueries({ queryKey: matchKey(match.id) });
    },
  });
}

/** Tells the server that a new match was opened; its mark goes from the lists. */
export function useSeen(match: MatchPage) {
  const queryClient = useQueryClient();
  const { id, new: isNew, mine } = match;
  const both = mine.length > 1;
  useEffect(() => {
    if (!isNew) return;
    const see = (body: Record<string, unknown>) =>
      api.post<MatchPage>(`/matches/${encodeURIComponent(id)}/seen`, body);
    const seen = both ? see({ side: "need" }).then(() => see({ side: "offer" })) : see({});
    seen.then(
      () => {
        queryClient.setQueriesData<InfiniteData<MatchList>>(
          { queryKey: ["matches", "list"] },
          (list) => list && withoutMark(list, id),
        );
        // How many are new stands in the rail, wherever one is.
        void queryClient.invalidateQueries({ queryKey: ["matches", "newCount"] });
        void queryClient.invalidateQueries({ queryKey: ["home"] });
      },
      // The mark stays until a later visit; nothing else depends on it.
      () => undefined,
    );
  }, [id, isNew, both, queryClient]);
}

function withoutMark(list: InfiniteData<MatchList>, id: string): InfiniteData<MatchList> {
  const pages = list.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === id ? { ...item, new: false } : item)),
  }));
  return { ...list, pages };
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { entryKey, type EntryPage } from "@/shared/api/entry";
import { asProblem } from "@/shared/api/problem";
import { api } from "@/shared/api/request";

/** One step of the workflow: "submit", "withdraw"… The page shows the entry as it is afterwards. */
export function useStep(entry: EntryPage, step: string, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown> = {}) =>
      api.post<EntryPage>(`/entries/${encodeURIComponent(entry.id)}/${step}`, body, {
        version: entry.version,
      }),
    onSuccess: (page) => {
      queryClient.setQueryData(entryKey(page.id), page);
      for (const key of ["list", "matches"])
        void queryClient.invalidateQueries({ queryKey: ["entries", key] });
      void queryClient.invalidateQueries({ queryKey: ["queue"] });
      onDone?.();
    },
    onError: (error) => {
      if (asProblem(error).stale) void queryClient.invalidateQueries({ queryKey: entryKey(entry.id) });
    },
  });
}

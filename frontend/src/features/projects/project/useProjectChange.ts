import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Project, PROJECTS, projectQuery } from "../api";

/** A change whose answer is the project as it is then. A failed one reads it again, so that a retry is over what is there. */
export function useProjectChange<T>(
  project: Project,
  change: (value: T) => Promise<Project>,
  done?: () => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (saved) => {
      queryClient.setQueryData(projectQuery(saved.id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: [...PROJECTS, "list"] });
      done?.();
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: projectQuery(project.id).queryKey }),
  });
}

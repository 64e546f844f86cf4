import { useMemo } from "react";
import { type Assignment, sendAssignment } from "@/shared/entry/AssignDialog";
import { useUndo } from "@/shared/undo/useUndo";

type Waiting = Assignment & { id: string };

/** Assignments that wait a moment, in which they can be taken back, before the auditors are told. */
export function useAssignments() {
  const { error, undoable, gone, remove, undo } = useUndo<Waiting>(sendAssignment, ["queue"]);
  const pending = useMemo(
    () => new Map(gone.flatMap(({ entries, name }) => entries.map(({ id }) => [id, name] as const))),
    [gone],
  );
  return {
    error,
    undoable,
    undo,
    /** Whom an entry is about to be given to, by its id. */
    pending,
    add: (assignment: Assignment) =>
      remove({ ...assignment, id: assignment.entries.map(({ id }) => id).join() }),
  };
}

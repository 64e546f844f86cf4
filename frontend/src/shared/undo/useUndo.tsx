import { Alert, Button, Group } from "@mantine/core";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { UndoQueue } from "./undoQueue";

/**
 * Deletes with a pause in which it can be taken back; leaving the page deletes at once. The lists under `stale` are
 * read again before a thing counts as gone, so that none flashes back.
 */
export function useUndo<T extends { id: string }>(remove: (item: T) => Promise<unknown>, stale: QueryKey) {
  const queryClient = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [queue] = useState(
    () =>
      new UndoQueue<T>(async (item) => {
        try {
          setError(undefined);
          await remove(item);
        } catch (wrong) {
          setError(wrong);
        }
        await queryClient.invalidateQueries({ queryKey: stale });
      }),
  );
  const { gone, undoable } = useSyncExternalStore(queue.subscribe, queue.snapshot);
  useEffect(() => () => queue.flush(), [queue]);
  return {
    error,
    undoable,
    gone,
    /** Whether the thing is to be left out of the list. */
    isGone: (item: T) => gone.some(({ id }) => id === item.id),
    remove: (item: T) => queue.add(item),
    undo: (item: T) => queue.undo(item.id),
  };
}

interface Props<T> {
  items: T[];
  /** What was deleted, by name. */
  say: (item: T) => string;
  onUndo: (item: T) => void;
}

/** Says what was deleted and offers to take it back. While it is empty it has no box and takes no gap. */
export function UndoBar<T extends { id: string }>({ items, say, onUndo }: Props<T>) {
  const { t } = useTranslation("shared");
  return (
    <div role="status" style={items.length === 0 ? { display: "contents" } : undefined}>
      {items.map((item) => (
        <Alert key={item.id} variant="light" color="gray" mb="xs">
          <Group justify="space-between" gap="sm">
            <span>{say(item)}</span>
            <Button size="xs" variant="default" onClick={() => onUndo(item)}>
              {t("undo")}
            </Button>
          </Group>
        </Alert>
      ))}
    </div>
  );
}

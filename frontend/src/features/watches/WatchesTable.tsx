import { ActionIcon, Group, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { RelativeTime } from "@/shared/ui/When";
import { saveWatch, type Watch, WATCHES, watchesQuery } from "./api";
import { formOf } from "./conditions";
import { useSentence } from "./useSentence";

interface Props {
  rows: Watch[];
  onEdit: (watch: Watch) => void;
  onDelete: (watch: Watch) => void;
}

export function WatchesTable({ rows, onEdit, onDelete }: Props) {
  const { t } = useTranslation("watches");
  const { t: shared } = useTranslation("shared");
  const format = useFormat();
  const sentence = useSentence();
  const activity = useActivity();
  const columns: Column<Watch>[] = [
    {
      key: "name",
      header: t("name"),
      primary: true,
      cell: (watch) => (
        <Link to="/watches/$id" params={{ id: watch.id }}>
          {watch.name}
        </Link>
      ),
    },
    { key: "what", header: t("what"), cell: (watch) => <span>{sentence(watch)}</span> },
    { key: "hits", header: t("hits"), align: "right", cell: (watch) => format.number(watch.hits) },
    {
      key: "last",
      header: t("lastHit"),
      width: "8rem",
      cell: (watch) => (watch.lastHitAt ? <RelativeTime at={watch.lastHitAt} /> : t("never")),
    },
    {
      key: "active",
      header: t("active"),
      cell: (watch) => (
        <Switch
          aria-label={t("activeOf", { name: watch.name })}
          checked={watch.active}
          onChange={(event) => activity.mutate({ watch, active: event.currentTarget.checked })}
        />
      ),
    },
  ];
  return (
    <>
      <ProblemAlert error={activity.error} />
      <DataTable
        caption={t("title")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowState={({ active }) => (active ? undefined : "muted")}
        actions={(watch) => (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${shared("edit")}: ${watch.name}`}
              title={shared("edit")}
              onClick={() => onEdit(watch)}
            >
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${t("delete")}: ${watch.name}`}
              title={t("delete")}
              onClick={() => onDelete(watch)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        )}
      />
    </>
  );
}

/** Switches a watch on or off at once, and back where the server does not take it. */
function useActivity() {
  const queryClient = useQueryClient();
  const key = watchesQuery.queryKey;
  return useMutation({
    mutationFn: ({ watch, active }: { watch: Watch; active: boolean }) =>
      saveWatch(watch, { ...formOf(watch), active }),
    onMutate: async ({ watch, active }) => {
      await queryClient.cancelQueries({ queryKey: key });
      queryClient.setQueryData(key, (list) =>
        list?.map((one) => (one.id === watch.id ? { ...one, active } : one)),
      );
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: WATCHES }),
  });
}

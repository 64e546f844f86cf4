import { Button, Group, Modal, Select, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type EntryItem, entryKey, type EntryPage, type Ref } from "../api/entry";
import { api } from "../api/request";
import { ProblemAlert } from "../ui/ProblemAlert";

interface Props {
  entry: Pick<EntryItem, "id" | "version" | "auditor">;
  opened: boolean;
  onClose: () => void;
}

/** Gives an entry to an auditor; offers only those who may review it. */
export function AssignDialog({ entry, opened, onClose }: Props) {
  const { t } = useTranslation("shared");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("assign.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {opened && <AssignForm entry={entry} onClose={onClose} />}
    </Modal>
  );
}

function AssignForm({ entry, onClose }: Omit<Props, "opened">) {
  const { t } = useTranslation("shared");
  const path = `/entries/${encodeURIComponent(entry.id)}`;
  const { data, error } = useQuery({
    queryKey: ["entries", "auditors", entry.id],
    queryFn: ({ signal }) => api.get<{ items: Ref[] }>(`${path}/auditors`, { signal }),
  });
  const [chosen, setChosen] = useState(entry.auditor?.id ?? null);
  const queryClient = useQueryClient();
  const assign = useMutation({
    mutationFn: (auditor: string) =>
      api.post<EntryPage>(`${path}/assign`, { auditor }, { version: entry.version }),
    onSuccess: (page) => {
      queryClient.setQueryData(entryKey(page.id), page);
      void queryClient.invalidateQueries({ queryKey: ["queue"] });
      void queryClient.invalidateQueries({ queryKey: ["entries", "list"] });
      onClose();
    },
    // Someone else was quicker: the list behind the dialog is read again, so that a retry is over the new version.
    onError: () => void queryClient.invalidateQueries({ queryKey: ["queue"] }),
  });
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <Skeleton height={96} />;
  if (data.items.length === 0) return <Text>{t("assign.none")}</Text>;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t("assign.text")}
      </Text>
      <Select
        data-autofocus
        label={t("assign.auditor")}
        data={data.items.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
        searchable={data.items.length > 8}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <ProblemAlert error={assign.error} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={!chosen} loading={assign.isPending} onClick={() => chosen && assign.mutate(chosen)}>
          {t("assign.confirm")}
        </Button>
      </Group>
    </Stack>
  );
}

import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { entryKey, type EntryPage, entryQuery } from "../api/entry";
import { api } from "../api/request";
import { useFormat } from "../i18n/useFormat";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { askManager, type Gap, gapKey } from "./api";

interface Props {
  entry: string;
  gap: Gap;
  /** It was shown to all clusters here and now. */
  widened: boolean;
  onWidened: (widened: boolean) => void;
}

/** Showing the need to all clusters, with the way back, and asking the managers. */
export function GapActions(props: Props) {
  return (
    <Stack gap="sm" align="flex-start">
      <Widen {...props} />
      <Ask entry={props.entry} gap={props.gap} />
    </Stack>
  );
}

/** Changes who sees the need, on the version that is known now. */
function useVisibility(entry: string, onDone: () => void) {
  const queryClient = useQueryClient();
  const { data } = useQuery(entryQuery(entry));
  return useMutation({
    mutationFn: (visibility: "cluster" | "network") =>
      api.post<EntryPage>(
        `/entries/${encodeURIComponent(entry)}/visibility`,
        { visibility },
        { version: data?.version },
      ),
    onSuccess: (page) => {
      queryClient.setQueryData(entryKey(entry), page);
      void queryClient.invalidateQueries({ queryKey: gapKey(entry) });
      onDone();
    },
    // Somebody may have changed the need meanwhile: the next try is on what it is now.
    onError: () => void queryClient.invalidateQueries({ queryKey: entryKey(entry) }),
  });
}

function Widen({ entry, gap, widened, onWidened }: Props) {
  const { t } = useTranslation("gap");
  const [opened, setOpened] = useState(false);
  const { data } = useQuery(entryQuery(entry));
  const change = useVisibility(entry, () => setOpened(false));
  const set = (visibility: "cluster" | "network") =>
    change.mutate(visibility, { onSuccess: () => onWidened(visibility === "network") });
  if (widened)
    return (
      <div role="status">
        <Text size="sm">{t("widened")}</Text>
        <Button mt={6} size="xs" variant="default" loading={change.isPending} onClick={() => set("cluster")}>
          {t("undo")}
        </Button>
        <ProblemAlert error={change.error} />
      </div>
    );
  if (!gap.canWiden) return null;
  return (
    <>
      <Button onClick={() => setOpened(true)} disabled={!data}>
        {t("widen")}
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={t("widenTitle")}
        confirm={t("widenConfirm")}
        onConfirm={() => set("network")}
        pending={change.isPending}
        error={change.error}
      >
        <Text size="sm">{t("widenText", { name: data?.organisation?.name ?? "–" })}</Text>
        <Text size="sm">{t("widenKept")}</Text>
      </ConfirmDialog>
    </>
  );
}

function Ask({ entry, gap }: { entry: string; gap: Gap }) {
  const { t } = useTranslation("gap");
  const format = useFormat();
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () => askManager(entry),
    onSuccess: ({ askedAt }) =>
      queryClient.setQueryData<Gap>(gapKey(entry), (known) => known && { ...known, askedAt, canAsk: false }),
  });
  if (!gap.askedAt && !gap.canAsk) return null;
  return (
    <>
      <Group gap="sm">
        {gap.canAsk && (
          <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
            {t(gap.askedAt ? "askAgain" : "ask")}
          </Button>
        )}
        {gap.askedAt && (
          <Text size="sm" role="status">
            {t("asked", { date: format.date(gap.askedAt) })}
          </Text>
        )}
      </Group>
      <ProblemAlert error={ask.error} />
    </>
  );
}

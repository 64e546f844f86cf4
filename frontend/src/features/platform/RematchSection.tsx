import { Button, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { ConfirmDialog } from "@/shared/ui/ConfirmDialog";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { isRunning, REMATCH, type Rematch, rematchQuery, startRematch } from "./api";
import { percentOf } from "./progress";

/** Matching everything anew: why, how far it is, and the way to start it. */
export function RematchSection() {
  const { t } = useTranslation("platform");
  const { data: run, error, refetch } = useQuery(rematchQuery);
  return (
    <Section title={t("rematch.title")}>
      {error && !run && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!error && !run && <RowsSkeleton rows={2} />}
      {run && (
        <Stack gap="sm" align="flex-start">
          <State run={run} />
          <Start running={isRunning(run)} />
        </Stack>
      )}
    </Section>
  );
}

function State({ run }: { run: Rematch }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  if (run.state === "idle") return <Text>{t("rematch.idle")}</Text>;
  const percent = percentOf(run);
  const counted = {
    done: format.number(run.done),
    total: format.number(run.total),
    changed: format.number(run.changed),
  };
  return (
    <Stack gap={6} w="100%" maw="40rem">
      <Text aria-live="polite">
        {run.state === "finished"
          ? t("rematch.finished", { at: run.finishedAt ? format.dateTime(run.finishedAt) : "–" })
          : t(`rematch.${run.state}`)}
      </Text>
      <Progress value={percent} size="lg" aria-label={t("rematch.progress")} transitionDuration={0} />
      <Text size="sm">{t("rematch.counted", { ...counted, percent: format.number(percent) })}</Text>
      <Text size="sm" c="dimmed">
        {[
          run.reason && t(`rematch.reason.${run.reason}`),
          run.startedAt && t("rematch.started", { at: format.dateTime(run.startedAt) }),
          t("rematch.model", { model: run.model }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
    </Stack>
  );
}

function Start({ running }: { running: boolean }) {
  const { t } = useTranslation("platform");
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState(false);
  const start = useMutation({
    mutationFn: startRematch,
    onSuccess: (run) => {
      queryClient.setQueryData(REMATCH, run);
      setOpened(false);
    },
  });
  return (
    <>
      <Button variant="default" disabled={running} onClick={() => setOpened(true)}>
        {t("rematch.start")}
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={t("rematch.start")}
        confirm={t("rematch.confirm")}
        onConfirm={() => start.mutate()}
        pending={start.isPending}
        error={start.error}
      >
        <Text size="sm">{t("rematch.text")}</Text>
      </ConfirmDialog>
    </>
  );
}

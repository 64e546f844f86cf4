import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { StateBadge } from "@/shared/ui/Badges";
import { ConfirmDialog } from "@/shared/ui/ConfirmDialog";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import {
  activateWeights,
  REMATCH,
  WEIGHTS,
  type WeightsPage,
  type WeightsVersion,
  weightsQuery,
} from "./api";
import { ReportFacts } from "./ReportFacts";
import { WeightsTable } from "./WeightsTable";
import classes from "./platform.module.css";

/** The versions of the weights with what they were learned from; one is in use. */
export function WeightsSection() {
  const { t } = useTranslation("platform");
  const { data, error, refetch } = useQuery(weightsQuery);
  return (
    <Section title={t("weights.title")}>
      <Text c="dimmed" size="sm" mb="sm" maw="75ch">
        {t("weights.lead")}
      </Text>
      {error && !data && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!error && !data && <RowsSkeleton rows={4} />}
      {data && <Versions page={data} />}
    </Section>
  );
}

function Versions({ page }: { page: WeightsPage }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  return (
    <Stack gap="md">
      {page.items.every(({ shipped }) => shipped) && <Text size="sm">{t("weights.none")}</Text>}
      {page.items.map((version) => (
        <Version key={version.version} version={version} />
      ))}
      {page.activations.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t("weights.activations")}
          </Text>
          <ul className={classes.list}>
            {page.activations.map(({ version, name, at }) => (
              <li key={at}>{t("weights.activation", { version, name, at: format.dateTime(at) })}</li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}

function Version({ version }: { version: WeightsVersion }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  const { active, shipped, usable, createdAt, report } = version;
  return (
    <article className={classes.version} aria-label={version.version}>
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <h3 className={classes.name}>{version.version}</h3>
          {active && <StateBadge tone="good">{t("weights.active")}</StateBadge>}
          {shipped && <StateBadge>{t("weights.shipped")}</StateBadge>}
          {!usable && <StateBadge tone="bad">{t("weights.unusable")}</StateBadge>}
        </Group>
        {!active && usable && <Activate version={version} />}
      </Group>
      {createdAt && (
        <Text size="sm" c="dimmed">
          {t("weights.created", { at: format.dateTime(createdAt) })}
        </Text>
      )}
      {report && <ReportFacts report={report} />}
      <details open={active || undefined} className={classes.details}>
        <summary>{t("weights.components")}</summary>
        <WeightsTable version={version} />
      </details>
    </article>
  );
}

function Activate({ version }: { version: WeightsVersion }) {
  const { t } = useTranslation("platform");
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState(false);
  const activate = useMutation({
    mutationFn: () => activateWeights(version.version),
    onSuccess: (page) => {
      queryClient.setQueryData(WEIGHTS, page);
      void queryClient.invalidateQueries({ queryKey: REMATCH });
      setOpened(false);
    },
  });
  const label = t(version.shipped ? "weights.back" : "weights.use");
  return (
    <>
      <Button
        variant="default"
        size="sm"
        aria-label={`${label}: ${version.version}`}
        onClick={() => setOpened(true)}
      >
        {label}
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={label}
        confirm={label}
        onConfirm={() => activate.mutate()}
        pending={activate.isPending}
        error={activate.error}
      >
        <Text size="sm">{t("weights.text", { version: version.version })}</Text>
      </ConfirmDialog>
    </>
  );
}

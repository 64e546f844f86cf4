import { Button, Radio, Select, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type EntryKind, entryKey } from "@/shared/api/entry";
import { represented, useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useFilters } from "@/shared/filters/useFilters";
import { useLanguage } from "@/shared/i18n/useFormat";
import { KindTag } from "@/shared/ui/Badges";
import { EmptyState } from "@/shared/ui/EmptyState";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { createEntry, type Owner, ownersQuery } from "./list/queries";
import classes from "./form/Form.module.css";

// How long the form takes someone who knows the matter, in minutes.
const KINDS: [EntryKind, number][] = [
  ["need", 15],
  ["technology", 25],
  ["competence", 20],
];

const isKind = (value: string): value is EntryKind => KINDS.some(([kind]) => kind === value);

/** Choosing what kind of entry to write, and for whom. */
export function NewEntryPage() {
  const { t } = useTranslation("entries");
  const ids = represented(useSession());
  const { data: owners, error, refetch } = useQuery({ ...ownersQuery(ids), enabled: ids.length > 0 });
  return (
    <Page title={t("new.title")} lead={t("new.lead")} width="read">
      {ids.length === 0 && <EmptyState title={t("new.nobodyTitle")}>{t("new.nobody")}</EmptyState>}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {ids.length > 0 &&
        !error &&
        (owners ? <Start owners={owners} /> : <Skeleton height={280} radius="lg" />)}
    </Page>
  );
}

function Start({ owners }: { owners: Owner[] }) {
  const { t } = useTranslation("entries");
  const { value, set } = useFilters();
  const language = useLanguage();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [ownerId, setOwner] = useState(owners[0]?.id ?? "");
  const [clusterId, setCluster] = useState("");
  const owner = owners.find(({ id }) => id === ownerId);
  const cluster = owner?.clusters.find(({ id }) => id === clusterId) ?? owner?.clusters[0];
  const kind = value("kind");
  const start = useMutation({
    mutationFn: (chosen: EntryKind) => createEntry(ownerId, cluster?.id ?? "", chosen),
    onSuccess: async (entry) => {
      queryClient.setQueryData(entryKey(entry.id), entry);
      void queryClient.invalidateQueries({ queryKey: ["entries", "list"] });
      await navigate({ to: "/entries/$id/edit", params: { id: entry.id }, replace: true });
    },
  });
  if (!cluster) return <EmptyState title={owner?.name ?? ""}>{t("new.noCluster")}</EmptyState>;
  return (
    <Stack gap="lg">
      <Radio.Group aria-label={t("new.kind")} value={kind} onChange={(next) => set({ kind: next })}>
        <Stack gap="sm">
          {KINDS.map(([one, minutes]) => (
            <KindChoice key={one} kind={one} minutes={minutes} checked={kind === one} />
          ))}
        </Stack>
      </Radio.Group>
      {owners.length > 1 && (
        <Select
          label={t("new.organisation")}
          data={owners.map(({ id, name }) => ({ value: id, label: name }))}
          value={ownerId}
          onChange={(next) => next && setOwner(next)}
          allowDeselect={false}
        />
      )}
      {owner && owner.clusters.length > 1 && (
        <Select
          label={t("new.clusterLabel")}
          data={owner.clusters.map(({ id, name }) => ({ value: id, label: textIn(name, language) }))}
          value={cluster.id}
          onChange={(next) => next && setCluster(next)}
          allowDeselect={false}
        />
      )}
      <ProblemAlert error={start.error} />
      <div>
        <Button
          disabled={!isKind(kind)}
          loading={start.isPending || start.isSuccess}
          onClick={() => isKind(kind) && start.mutate(kind)}
        >
          {t("new.start")}
        </Button>
      </div>
    </Stack>
  );
}

function KindChoice({ kind, minutes, checked }: { kind: EntryKind; minutes: number; checked: boolean }) {
  const { t } = useTranslation("entries");
  return (
    <label className={classes.option} data-checked={checked}>
      <Radio
        value={kind}
        label={<KindTag kind={kind} />}
        description={
          <>
            <Text span size="sm" c="var(--splot-ink)" display="block">
              {t(`new.${kind}`)}
            </Text>
            {t("new.time", { minutes })}
          </>
        }
      />
    </label>
  );
}

import { Button, Group, Modal, Radio, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type EntryItem, entryKey, type EntryPage } from "../api/entry";
import { api } from "../api/request";
import type { components } from "../api/schema";
import { textIn } from "../api/text";
import { useLanguage } from "../i18n/useFormat";
import { ProblemAlert } from "../ui/ProblemAlert";
import classes from "./AssignDialog.module.css";

type Candidate = components["schemas"]["Candidate"];
type Assignable = Pick<EntryItem, "id" | "version" | "auditor" | "title">;

/** Entries to be given to an auditor. */
export interface Assignment {
  auditor: string;
  name: string;
  entries: Pick<EntryItem, "id" | "version">[];
}

/** Gives the entries one after the other; answers what the server answered, or throws at the first that is refused. */
export async function sendAssignment({ auditor, entries }: Assignment): Promise<EntryPage[]> {
  const pages: EntryPage[] = [];
  for (const { id, version } of entries)
    pages.push(
      await api.post<EntryPage>(`/entries/${encodeURIComponent(id)}/assign`, { auditor }, { version }),
    );
  return pages;
}

interface Props {
  entries: Assignable[];
  onClose: () => void;
  /** Does the assignment instead of the dialog itself, which closes. */
  onAssign?: (assignment: Assignment) => void;
}

/** Gives one or several entries to an auditor: who has how much to do, and who may not have which. */
export function AssignDialog({ entries, onClose, onAssign }: Props) {
  const { t } = useTranslation("shared");
  return (
    <Modal opened onClose={onClose} title={t("assign.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <AssignForm entries={entries} onClose={onClose} onAssign={onAssign} />
    </Modal>
  );
}

function AssignForm({ entries, onClose, onAssign }: Props) {
  const { t } = useTranslation("shared");
  const ids = entries.map(({ id }) => id);
  const [first = "", ...also] = ids;
  const { data, error } = useQuery({
    queryKey: ["entries", "auditors", ids],
    queryFn: ({ signal }) =>
      api.get<{ items: Candidate[] }>(`/entries/${encodeURIComponent(first)}/auditors`, {
        query: { also },
        signal,
      }),
  });
  const present = entries.length === 1 ? (entries[0]?.auditor?.id ?? null) : null;
  const [chosen, setChosen] = useState(present);
  const assign = useAssign(onClose);
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <Skeleton height={160} />;
  const candidate = data.items.find(({ id }) => id === chosen);
  const possible = (one: Candidate) =>
    entries.filter(({ id }) => !one.conflicts.some(({ entry }) => entry === id));
  if (data.items.every((one) => possible(one).length === 0)) return <Text>{t("assign.none")}</Text>;
  const confirm = () => {
    if (!candidate) return;
    const assignment = { auditor: candidate.id, name: candidate.name, entries: possible(candidate) };
    if (onAssign) onAssign(assignment);
    else assign.mutate(assignment);
  };
  return (
    <Stack gap="md">
      <Titles entries={entries} />
      <Radio.Group label={t("assign.auditor")} value={chosen} onChange={setChosen}>
        <Stack gap="xs" mt="xs">
          {data.items.map((one) => (
            <Radio
              key={one.id}
              value={one.id}
              disabled={possible(one).length === 0}
              label={one.name}
              description={<About candidate={one} of={entries.length} />}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Text size="sm" c="dimmed">
        {t("assign.text")}
      </Text>
      <ProblemAlert error={assign.error} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={!candidate} loading={assign.isPending} onClick={confirm}>
          {t("assign.confirm")}
        </Button>
      </Group>
    </Stack>
  );
}

function useAssign(onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: sendAssignment,
    onSuccess: (pages) => {
      for (const page of pages) queryClient.setQueryData(entryKey(page.id), page);
      onDone();
    },
    // Also when refused: someone else was quicker, and a retry is over the new version.
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ["queue"] });
      void queryClient.invalidateQueries({ queryKey: ["entries", "list"] });
    },
  });
}

function Titles({ entries }: { entries: Assignable[] }) {
  const { t } = useTranslation("shared");
  const language = useLanguage();
  const title = (entry: Assignable) => textIn(entry.title, language) || t("assign.untitled");
  const [only] = entries;
  if (entries.length === 1 && only) return <Text fw={600}>{title(only)}</Text>;
  return (
    <div>
      <Text fw={600}>{t("assign.several", { count: entries.length })}</Text>
      <ul className={classes.titles}>
        {entries.map((entry) => (
          <li key={entry.id}>{title(entry)}</li>
        ))}
      </ul>
    </div>
  );
}

/** What an auditor reviews now, and what of the entries they cannot have, and why. */
function About({ candidate, of }: { candidate: Candidate; of: number }) {
  const { t } = useTranslation("shared");
  const { reviewing, conflicts } = candidate;
  const load = t("assign.reviewing", { count: reviewing });
  const [first] = conflicts;
  if (!first) return load;
  const why = t(`assign.conflict.${first.code}` as "assign.conflict.other", {
    defaultValue: t("assign.conflict.other"),
  });
  return of === 1
    ? `${load}; ${why}`
    : `${load}; ${t("assign.cannot", { count: conflicts.length, total: of, why })}`;
}

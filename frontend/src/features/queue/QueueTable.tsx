import { Button, Checkbox, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import type { EntryItem } from "@/shared/api/entry";
import { manages, useSession } from "@/shared/api/session";
import { isEmpty, textIn } from "@/shared/api/text";
import { AssignDialog, type Assignment } from "@/shared/entry/AssignDialog";
import { useLanguage } from "@/shared/i18n/useFormat";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { EntryStateBadge, KindTag } from "@/shared/ui/Badges";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { UserText } from "@/shared/ui/TextBlock";
import { UndoBar } from "@/shared/undo/useUndo";
import { Selection } from "./Selection";
import { useAssignments } from "./useAssignments";
import { Waiting } from "./Waiting";

interface Props {
  rows: EntryItem[];
  sort: string;
  onSort: (sort: string) => void;
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

/**
 * The queue. What the person may not open is marked with the reason and has no link. Managers choose some or all and
 * give them to an auditor, which can be taken back for a while.
 */
export function QueueTable({ rows, ...rest }: Props) {
  const { t } = useTranslation("queue");
  const session = useSession();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [assigning, setAssigning] = useState<EntryItem[]>();
  const assignments = useAssignments();
  const mayAssign = ({ cluster }: EntryItem) => cluster !== undefined && manages(session, cluster.id);
  const assignable = rows.filter(mayAssign);
  const selected = assignable.filter(({ id }) => chosen.has(id));
  const choose = (ids: string[], on: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      for (const id of ids) {
        if (on) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  const assign = (assignment: Assignment) => {
    assignments.add(assignment);
    setChosen(new Set());
    setAssigning(undefined);
  };
  const columns = useColumns(assignments.pending);
  if (assignable.length > 0) {
    columns.unshift({
      key: "select",
      header: t("selectColumn"),
      glance: "lead",
      head: (
        <Checkbox
          size="xs"
          aria-label={t("selectAll")}
          checked={selected.length === assignable.length}
          indeterminate={selected.length > 0 && selected.length < assignable.length}
          onChange={(event) =>
            choose(
              assignable.map(({ id }) => id),
              event.currentTarget.checked,
            )
          }
        />
      ),
      cell: (row) =>
        mayAssign(row) && (
          <RowChoice row={row} checked={chosen.has(row.id)} onChange={(on) => choose([row.id], on)} />
        ),
    });
  }
  return (
    <>
      <ProblemAlert error={assignments.error} />
      <UndoBar
        items={assignments.undoable}
        say={({ name, entries }) => t("assigned_to", { name, count: entries.length })}
        onUndo={assignments.undo}
      />
      <DataTable
        caption={t("caption")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowState={(row) => (row.blocked ? "muted" : chosen.has(row.id) ? "selected" : undefined)}
        actions={
          assignable.length > 0
            ? (row) => mayAssign(row) && <AssignButton row={row} onClick={() => setAssigning([row])} />
            : undefined
        }
        {...rest}
      />
      <Selection
        count={selected.length}
        onAssign={() => setAssigning(selected)}
        onClear={() => setChosen(new Set())}
      />
      {assigning && (
        <AssignDialog
          entries={assigning.map((one) => rows.find(({ id }) => id === one.id) ?? one)}
          onAssign={assign}
          onClose={() => setAssigning(undefined)}
        />
      )}
    </>
  );
}

/** `pending` names the auditor whom an entry is about to be given to. */
function useColumns(pending: ReadonlyMap<string, string>): Column<EntryItem>[] {
  const { t } = useTranslation("queue");
  return [
    {
      key: "kind",
      header: t("kind"),
      sort: "kind",
      glance: "over",
      cell: (row) => <KindTag kind={row.kind} />,
    },
    { key: "title", header: t("entry"), primary: true, cell: (row) => <Title row={row} /> },
    {
      key: "waiting",
      header: t("waiting"),
      sort: "waiting",
      glance: "line",
      cell: (row) => (row.submittedAt ? <Waiting since={row.submittedAt} /> : null),
    },
    {
      key: "organisation",
      header: t("organisation"),
      width: "7rem",
      glance: "line",
      cell: (row) => (row.organisation ? <span>{nameTogether(row.organisation.name)}</span> : null),
    },
    {
      key: "state",
      header: t("state"),
      sort: "state",
      roomy: true,
      cell: (row) => <EntryStateBadge state={row.state} />,
    },
    {
      key: "auditor",
      header: t("auditor"),
      width: "6rem",
      glance: "line",
      cell: (row) => (row.blocked ? null : <Auditor name={pending.get(row.id) ?? row.auditor?.name} />),
    },
  ];
}

function Auditor({ name }: { name: string | undefined }) {
  const { t } = useTranslation("queue");
  if (name) return <span>{name}</span>;
  return (
    <Text span size="sm" c="dimmed">
      {t("nobody")}
    </Text>
  );
}

function useTitle() {
  const { t } = useTranslation("queue");
  const language = useLanguage();
  return (row: EntryItem) => textIn(row.title, language) || t("untitled");
}

function RowChoice({
  row,
  checked,
  onChange,
}: {
  row: EntryItem;
  checked: boolean;
  onChange: (on: boolean) => void;
}) {
  const { t } = useTranslation("queue");
  const title = useTitle();
  return (
    <Checkbox
      size="xs"
      aria-label={t("select", { title: title(row) })}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function AssignButton({ row, onClick }: { row: EntryItem; onClick: () => void }) {
  const { t } = useTranslation("queue");
  const title = useTitle();
  const text = t(row.auditor ? "reassign" : "assign");
  return (
    <Button size="compact-sm" variant="default" aria-label={`${text}: ${title(row)}`} onClick={onClick}>
      {text}
    </Button>
  );
}

function Title({ row }: { row: EntryItem }) {
  const { t } = useTranslation("queue");
  const { person } = useSession();
  const title = isEmpty(row.title) ? <em>{t("untitled")}</em> : <UserText text={row.title} />;
  if (row.blocked) {
    return (
      <>
        {title}
        <Text size="sm" c="dimmed" fw={400}>
          <IconLock size={14} aria-hidden style={{ verticalAlign: "-2px" }} /> {t(row.blocked)}
        </Text>
      </>
    );
  }
  const mine = row.auditor?.id === person.id && row.state === "in_review";
  return (
    <>
      <Link to={mine ? "/entries/$id/review" : "/entries/$id"} params={{ id: row.id }}>
        {title}
      </Link>
      {row.number > 1 && (
        <Text span size="sm" c="dimmed" fw={400} ml={6}>
          {t("version", { number: row.number })}
        </Text>
      )}
    </>
  );
}

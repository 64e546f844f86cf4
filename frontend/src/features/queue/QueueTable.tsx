import { Button, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryItem } from "@/shared/api/entry";
import { manages, useSession } from "@/shared/api/session";
import { isEmpty, textIn } from "@/shared/api/text";
import { useLanguage } from "@/shared/i18n/useFormat";
import { AssignDialog } from "@/shared/entry/AssignDialog";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { EntryStateBadge, KindTag } from "@/shared/ui/Badges";
import { UserText } from "@/shared/ui/TextBlock";
import { Age } from "@/shared/ui/When";

interface Props {
  rows: EntryItem[];
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

/** The queue. What the person may not open is marked with the reason and has no link. */
export function QueueTable({ rows, ...paging }: Props) {
  const { t } = useTranslation("queue");
  const session = useSession();
  const language = useLanguage();
  const [assigning, setAssigning] = useState<EntryItem>();
  const mayAssign = ({ cluster }: EntryItem) => cluster !== undefined && manages(session, cluster.id);
  const columns: Column<EntryItem>[] = [
    { key: "title", header: t("entry"), primary: true, cell: (row) => <Title row={row} /> },
    { key: "kind", header: t("kind"), cell: (row) => <KindTag kind={row.kind} /> },
    {
      key: "waiting",
      header: t("waiting"),
      width: "6.5rem",
      cell: (row) => (row.submittedAt ? <Age since={row.submittedAt} /> : null),
    },
    {
      key: "organisation",
      header: t("organisation"),
      cell: (row) => (row.organisation ? <span>{row.organisation.name}</span> : null),
    },
    {
      key: "state",
      header: t("state"),
      width: "6.5rem",
      cell: (row) => (
        <span>
          <EntryStateBadge state={row.state} />
        </span>
      ),
    },
    {
      key: "auditor",
      header: t("auditor"),
      width: "7.5rem",
      cell: (row) =>
        row.blocked ? null : row.auditor ? (
          <span>{row.auditor.name}</span>
        ) : (
          <Text span size="sm" c="dimmed">
            {t("nobody")}
          </Text>
        ),
    },
  ];
  return (
    <>
      <DataTable
        caption={t("caption")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowState={(row) => (row.blocked ? "muted" : undefined)}
        actions={
          rows.some(mayAssign)
            ? (row) =>
                mayAssign(row) && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`${t(row.auditor ? "reassign" : "assign")}: ${textIn(row.title, language) || t("untitled")}`}
                    onClick={() => setAssigning(row)}
                  >
                    {row.auditor ? t("reassign") : t("assign")}
                  </Button>
                )
            : undefined
        }
        {...paging}
      />
      {assigning && (
        <AssignDialog
          entry={rows.find(({ id }) => id === assigning.id) ?? assigning}
          opened
          onClose={() => setAssigning(undefined)}
        />
      )}
    </>
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

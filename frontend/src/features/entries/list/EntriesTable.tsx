import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { EntryItem } from "@/shared/api/entry";
import { isEmpty } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import { useFormat } from "@/shared/i18n/useFormat";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { EntryStateBadge, KindTag } from "@/shared/ui/Badges";
import { UserText } from "@/shared/ui/TextBlock";
import { RelativeTime } from "@/shared/ui/When";

interface Props {
  rows: EntryItem[];
  /** Names the owner; left out in the list of the own organisation. */
  owners: boolean;
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

/** Audit entries with their state, the last changed first. */
export function EntriesTable({ rows, owners, ...paging }: Props) {
  const { t } = useTranslation("entries");
  const word = useWords();
  const format = useFormat();
  const columns: Column<EntryItem>[] = [
    {
      key: "title",
      header: t("list.entry"),
      primary: true,
      cell: (row) => (
        <Link
          to={row.own && row.number === 0 && row.state === "draft" ? "/entries/$id/edit" : "/entries/$id"}
          params={{ id: row.id }}
        >
          {isEmpty(row.title) ? <em>{t("list.untitled")}</em> : <UserText text={row.title} />}
        </Link>
      ),
    },
    { key: "kind", header: t("list.kind"), cell: (row) => <KindTag kind={row.kind} /> },
    {
      key: "state",
      header: t("list.state"),
      width: "7rem",
      cell: (row) => (
        <span>
          <EntryStateBadge state={row.state} />
        </span>
      ),
    },
    {
      key: "owner",
      header: t("list.organisation"),
      cell: (row) => (row.organisation ? <Owner organisation={row.organisation} /> : null),
    },
    { key: "trl", header: t("list.trl"), cell: (row) => (row.trl ? <span>{row.trl}</span> : null) },
    {
      key: "visibility",
      header: t("list.visibility"),
      width: "6.5rem",
      wideOnly: true,
      cell: (row) => <span>{word("visibility", row.visibility)}</span>,
    },
    {
      key: "valid",
      header: t("list.valid"),
      width: "7rem",
      cell: (row) => (row.live && row.validUntil ? <span>{format.shortDate(row.validUntil)}</span> : null),
    },
    {
      key: "updated",
      header: t("list.updated"),
      width: "8rem",
      cell: (row) => <RelativeTime at={row.updatedAt} />,
    },
  ];
  return (
    <DataTable
      caption={t("list.caption")}
      columns={columns.filter(({ key }) => owners || key !== "owner")}
      rows={rows}
      rowKey={(row) => row.id}
      rowState={(row) => (row.state === "withdrawn" || row.state === "expired" ? "muted" : undefined)}
      {...paging}
    />
  );
}

function Owner({ organisation }: { organisation: NonNullable<EntryItem["organisation"]> }) {
  return (
    <Link to="/organisations/$id" params={{ id: organisation.id }}>
      {organisation.name}
    </Link>
  );
}

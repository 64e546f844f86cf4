import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { useCounts } from "@/shared/api/counts";
import type { EntryItem } from "@/shared/api/entry";
import { can, useSession } from "@/shared/api/session";
import { isEmpty } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { EntryStateBadge, KindTag } from "@/shared/ui/Badges";
import { UserText } from "@/shared/ui/TextBlock";
import { ShortDate } from "@/shared/ui/When";

interface Props {
  rows: EntryItem[];
  /** Names the owner; left out in the list of the own organisation. */
  owners: boolean;
  sort: string;
  onSort: (sort: string) => void;
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

/** Audit entries with their state, the last changed first. */
export function EntriesTable({ rows, owners, ...rest }: Props) {
  const { t } = useTranslation("entries");
  const word = useWords();
  const live = rows.filter((row) => row.live).map(({ id }) => id);
  const matches = useCounts("matches", live, can(useSession(), "match.list"));
  const columns: Column<EntryItem>[] = [
    {
      key: "kind",
      header: t("list.kind"),
      sort: "kind",
      glance: "over",
      cell: (row) => <KindTag kind={row.kind} />,
    },
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
    {
      key: "state",
      header: t("list.state"),
      sort: "state",
      glance: "line",
      cell: (row) => (
        <span>
          <EntryStateBadge state={row.state} />
        </span>
      ),
    },
    {
      key: "owner",
      header: t("list.organisation"),
      glance: "line",
      width: "8rem",
      cell: (row) => (row.organisation ? <Owner organisation={row.organisation} /> : null),
    },
    {
      key: "matches",
      header: t("list.matches"),
      align: "right",
      cell: (row) => <Matches entry={row.id} count={matches.get(row.id)} />,
    },
    {
      key: "trl",
      header: t("list.trl"),
      align: "right",
      roomy: true,
      cell: (row) => (row.trl ? <span>{row.trl}</span> : null),
    },
    {
      key: "visibility",
      header: t("list.visibility"),
      width: "6.5rem",
      roomy: true,
      cell: (row) => <span>{word("visibility", row.visibility)}</span>,
    },
    {
      key: "valid",
      header: t("list.valid"),
      sort: "valid",
      roomy: true,
      cell: (row) => (row.live && row.validUntil ? <ShortDate at={row.validUntil} /> : null),
    },
    {
      key: "updated",
      header: t("list.updated"),
      sort: "updated",
      downwards: true,
      glance: "line",
      cell: (row) => <ShortDate at={row.updatedAt} />,
    },
  ];
  return (
    <DataTable
      caption={t("list.caption")}
      columns={columns.filter(({ key }) => owners || key !== "owner")}
      rows={rows}
      rowKey={(row) => row.id}
      rowState={(row) => (row.state === "withdrawn" || row.state === "expired" ? "muted" : undefined)}
      {...rest}
    />
  );
}

/** How many matches an approved entry has, as the way to them. */
function Matches({ entry, count }: { entry: string; count: number | undefined }) {
  const { t } = useTranslation("entries");
  if (count === undefined) return null;
  return (
    <Link to="/matches" search={{ entry }} aria-label={t("list.matchesOf", { count })}>
      {count}
    </Link>
  );
}

function Owner({ organisation }: { organisation: NonNullable<EntryItem["organisation"]> }) {
  return (
    <Link to="/organisations/$id" params={{ id: organisation.id }}>
      {nameTogether(organisation.name)}
    </Link>
  );
}

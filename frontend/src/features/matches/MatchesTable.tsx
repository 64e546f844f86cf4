import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isEmpty } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import type { Search } from "@/shared/filters/search";
import { useFormat } from "@/shared/i18n/useFormat";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { KindTag, MatchStateBadge, NewDot } from "@/shared/ui/Badges";
import { Crossing } from "@/shared/ui/Crossing";
import { UserText } from "@/shared/ui/TextBlock";
import { isOpen, type MatchItem, type MatchSide } from "./api";
import classes from "./matches.module.css";

interface Props {
  rows: MatchItem[];
  /** The list's filters, which a match page needs for "next". */
  search: Search;
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

/** Matches; for a side of them the partner first, for a manager both sides. */
export function MatchesTable({ rows, search, ...paging }: Props) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const sided = rows.some(({ mine }) => mine.length > 0);
  const link = (row: MatchItem, side: MatchSide) => (
    <Link to="/matches/$id" params={{ id: row.id }} search={search}>
      <SideTitle side={side} />
    </Link>
  );
  const partner: Column<MatchItem>[] = [
    {
      key: "partner",
      header: t("column.partner"),
      primary: true,
      cell: (row) => {
        const { theirs } = sidesOf(row);
        return (
          <>
            {row.new && <NewDot label={t("new")} />} <KindTag kind={theirs.kind} />
            <div>{link(row, theirs)}</div>
          </>
        );
      },
    },
    {
      key: "who",
      header: t("column.who"),
      width: "9rem",
      cell: (row) => <Who side={sidesOf(row).theirs} />,
    },
    { key: "ours", header: t("column.ours"), cell: (row) => <SideTitle side={sidesOf(row).ours} /> },
  ];
  const both: Column<MatchItem>[] = [
    { key: "need", header: t("column.need"), primary: true, cell: (row) => link(row, row.need) },
    {
      key: "offer",
      header: t("column.offer"),
      cell: (row) => (
        <span>
          <KindTag kind={row.offer.kind} /> <SideTitle side={row.offer} />
        </span>
      ),
    },
    {
      key: "who",
      header: t("column.who"),
      width: "9rem",
      wideOnly: true,
      cell: (row) => <Who side={row.offer} />,
    },
  ];
  const columns: Column<MatchItem>[] = [
    {
      key: "score",
      header: t("column.score"),
      align: "right",
      width: "3.5rem",
      cell: (row) => <span className={classes.listScore}>{format.number(Math.round(row.score))}</span>,
    },
    ...(sided ? partner : both),
    {
      key: "state",
      header: t("column.state"),
      width: "8.5rem",
      cell: (row) => (
        <span className={classes.state}>
          {isOpen(row.state) && <Crossing width={26} />}
          <MatchStateBadge state={row.state} />
          <Waiting row={row} />
        </span>
      ),
    },
    {
      key: "since",
      header: t("column.since"),
      width: "6.5rem",
      cell: (row) => <span title={format.dateTime(row.createdAt)}>{format.shortDate(row.createdAt)}</span>,
    },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowState={(row) => (row.new ? "new" : row.state === "declined" ? "muted" : undefined)}
      {...paging}
    />
  );
}

/** Which side is the viewer's own; for a manager the need counts as such. */
export function sidesOf(row: MatchItem): { ours: MatchSide; theirs: MatchSide } {
  return row.need.own || !row.offer.own
    ? { ours: row.need, theirs: row.offer }
    : { ours: row.offer, theirs: row.need };
}

/** Of an interest by one side: who has to answer. */
function Waiting({ row }: { row: MatchItem }) {
  const { t } = useTranslation("matches");
  if (row.state !== "interest" || row.mine.length !== 1) return null;
  return (
    <Text span size="xs" c="dimmed">
      {t(sidesOf(row).ours.interested ? "waitingThem" : "waitingUs")}
    </Text>
  );
}

function SideTitle({ side }: { side: MatchSide }) {
  return isEmpty(side.title) ? <em>–</em> : <UserText text={side.title} />;
}

/** The organisation's name, or what its teaser tells of it. */
export function Who({ side }: { side: MatchSide }) {
  const word = useWords();
  const voivodeship = useCodeLabel("voivodeships");
  if (side.organisation) return <span>{side.organisation.name}</span>;
  return (
    <Text span size="sm" c="dimmed">
      {[word("origin", side.owner.origin), voivodeship(side.owner.voivodeship)].filter(Boolean).join(", ")}
    </Text>
  );
}

import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { isEmpty } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import type { Search } from "@/shared/filters/search";
import { useFormat } from "@/shared/i18n/useFormat";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { KindTag, MatchStateBadge } from "@/shared/ui/Badges";
import { Crossing } from "@/shared/ui/Crossing";
import { UserText } from "@/shared/ui/TextBlock";
import { ShortDate } from "@/shared/ui/When";
import { isOpen, type MatchItem, type MatchSide } from "./api";
import classes from "./matches.module.css";

interface Props {
  rows: MatchItem[];
  /** The list's filters, which a match page needs for "next". */
  search: Search;
  sort: string;
  onSort: (sort: string) => void;
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

/** Matches; for a side of them the partner first, for a manager both sides with whose they are. */
export function MatchesTable({ rows, search, ...rest }: Props) {
  const { t } = useTranslation("matches");
  const sided = rows.some(({ mine }) => mine.length > 0);
  const columns = [...useLead(), ...useSides(rows, search, sided), ...useStates()];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowState={(row) => (row.new ? "new" : row.state === "declined" ? "muted" : undefined)}
      {...rest}
    />
  );
}

function useLead(): Column<MatchItem>[] {
  const { t } = useTranslation("matches");
  const format = useFormat();
  return [
    {
      key: "score",
      header: t("column.score"),
      align: "right",
      sort: "score",
      width: "3.5rem",
      glance: "lead",
      cell: (row) => <span className={classes.listScore}>{format.number(Math.round(row.score))}</span>,
    },
  ];
}

function useSides(rows: MatchItem[], search: Search, sided: boolean): Column<MatchItem>[] {
  const { t } = useTranslation("matches");
  const link = (row: MatchItem, side: MatchSide) => (
    <Link to="/matches/$id" params={{ id: row.id }} search={search}>
      <SideTitle side={side} />
    </Link>
  );
  if (!sided) {
    return [
      {
        key: "need",
        header: t("column.need"),
        primary: true,
        cell: (row) => (
          <>
            {link(row, row.need)}
            <Of side={row.need} />
          </>
        ),
      },
      {
        key: "offer",
        header: t("column.offer"),
        long: true,
        width: "13rem",
        glance: "line",
        cell: (row) => (
          <span>
            <KindTag kind={row.offer.kind} /> <SideTitle side={row.offer} />
            <Of side={row.offer} />
          </span>
        ),
      },
    ];
  }
  const several = new Set(rows.map((row) => sidesOf(row).ours.entry)).size > 1;
  return [
    {
      key: "kind",
      header: t("column.kind"),
      glance: "over",
      cell: (row) => (
        <span className={classes.tags}>
          <KindTag kind={sidesOf(row).theirs.kind} />
          {row.new && <New />}
        </span>
      ),
    },
    {
      key: "partner",
      header: t("column.partner"),
      primary: true,
      cell: (row) => link(row, sidesOf(row).theirs),
    },
    {
      key: "who",
      header: t("column.who"),
      width: "8rem",
      glance: "line",
      cell: (row) => <Who side={sidesOf(row).theirs} />,
    },
    {
      key: "ours",
      header: t("column.ours"),
      long: true,
      roomy: true,
      glance: several ? "last" : undefined,
      cell: (row) => <SideTitle side={sidesOf(row).ours} />,
    },
  ];
}

function useStates(): Column<MatchItem>[] {
  const { t } = useTranslation("matches");
  return [
    {
      key: "state",
      header: t("column.state"),
      width: "8.5rem",
      glance: "line",
      cell: (row) => (
        <span className={classes.state} data-quiet={row.state === "suggested" || undefined}>
          {isOpen(row.state) && <Crossing width={26} />}
          <MatchStateBadge state={row.state} />
          <Waiting row={row} />
        </span>
      ),
    },
    {
      key: "since",
      header: t("column.since"),
      sort: "since",
      downwards: true,
      roomy: true,
      cell: (row) => <ShortDate at={row.createdAt} />,
    },
  ];
}

/** Whose side it is, under its title. */
function Of({ side }: { side: MatchSide }) {
  return (
    <div className={classes.of}>
      <Who side={side} />
    </div>
  );
}

function New() {
  const { t } = useTranslation("matches");
  const { t: shared } = useTranslation("shared");
  return (
    <span className={classes.new} title={t("new")}>
      {shared("newItem")}
    </span>
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
  if (side.organisation) return <span>{nameTogether(side.organisation.name)}</span>;
  return (
    <Text span size="sm" c="dimmed">
      {[word("origin", side.owner.origin), voivodeship(side.owner.voivodeship)].filter(Boolean).join(", ")}
    </Text>
  );
}

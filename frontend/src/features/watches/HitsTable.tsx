import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { useSession } from "@/shared/api/session";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { KindTag, NewDot } from "@/shared/ui/Badges";
import { UserText } from "@/shared/ui/TextBlock";
import { RelativeTime } from "@/shared/ui/When";
import type { WatchHit } from "./api";
import { useLastVisit } from "./useLastVisit";

interface Props {
  watch: string;
  rows: WatchHit[];
  more?: boolean;
  onMore?: () => void;
  loadingMore?: boolean;
}

/** Entries that came, the latest first; those since the last visit are marked. */
export function HitsTable({ watch, rows, ...paging }: Props) {
  const { t } = useTranslation("watches");
  const { t: shared } = useTranslation("shared");
  const { person } = useSession();
  const seen = useLastVisit(`${person.id}:watch:${watch}`);
  const isNew = ({ at }: WatchHit) => Date.parse(at) > seen;
  const columns: Column<WatchHit>[] = [
    {
      key: "title",
      header: t("entry"),
      primary: true,
      cell: (hit) => (
        <>
          {isNew(hit) && <NewDot label={shared("newItem")} />}{" "}
          <Link to="/entries/$id" params={{ id: hit.entry.id }}>
            <UserText text={hit.entry.title} />
          </Link>
        </>
      ),
    },
    { key: "kind", header: t("kind"), cell: ({ entry }) => <KindTag kind={entry.kind} /> },
    { key: "trl", header: "TRL", cell: ({ entry }) => entry.trl ?? "" },
    { key: "owner", header: t("owner"), cell: ({ entry }) => <Owner entry={entry} /> },
    { key: "at", header: t("came"), width: "8rem", cell: ({ at }) => <RelativeTime at={at} /> },
  ];
  return (
    <DataTable
      caption={t("hitsCaption")}
      columns={columns}
      rows={rows}
      rowKey={({ entry }) => entry.id}
      rowState={(hit) => (isNew(hit) ? "new" : undefined)}
      {...paging}
    />
  );
}

function Owner({ entry: { organisation, owner } }: { entry: WatchHit["entry"] }) {
  const word = useWords();
  const voivodeship = useCodeLabel("voivodeships");
  if (organisation)
    return (
      <Link to="/organisations/$id" params={{ id: organisation.id }}>
        {nameTogether(organisation.name)}
      </Link>
    );
  return (
    <span>
      {[word("origin", owner.origin), word("size", owner.size), voivodeship(owner.voivodeship)]
        .filter(Boolean)
        .join(", ")}
    </span>
  );
}

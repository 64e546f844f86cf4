import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { useCounts } from "@/shared/api/counts";
import type { Organisation } from "@/shared/api/model";
import { useWords } from "@/shared/code/codes";
import { usePlace } from "@/shared/code/usePlace";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { StateBadge } from "@/shared/ui/Badges";
import { UserText } from "@/shared/ui/TextBlock";
import classes from "./organisations.module.css";

interface Props {
  rows: Organisation[];
  more?: boolean;
  onMore?: () => void;
  loadingMore?: boolean;
  sort?: string;
  onSort?: (sort: string) => void;
}

/** Organisations by name, as the list and the cluster's page show them. */
export function OrganisationsTable({ rows, ...paging }: Props) {
  const { t } = useTranslation("organisations");
  const word = useWords();
  const place = usePlace();
  const entries = useCounts(
    "entries",
    rows.map(({ id }) => id),
  );
  const columns: Column<Organisation>[] = [
    {
      key: "name",
      header: t("name"),
      primary: true,
      sort: "name",
      cell: (row) => (
        <>
          <Link to="/organisations/$id" params={{ id: row.id }}>
            {nameTogether(row.name)}
          </Link>{" "}
          {row.own && <StateBadge>{t("own")}</StateBadge>}{" "}
          {row.state !== "published" && (
            <StateBadge tone="busy">{word("organisationState", row.state)}</StateBadge>
          )}
          {row.keywords.length > 0 && (
            <div className={classes.keywords}>{row.keywords.slice(0, 4).join(" · ")}</div>
          )}
        </>
      ),
    },
    {
      key: "origin",
      header: t("origin"),
      sort: "origin",
      glance: "line",
      cell: (row) => (
        <span>{[word("origin", row.origin), word("size", row.size)].filter(Boolean).join(", ")}</span>
      ),
    },
    {
      key: "place",
      header: t("place"),
      sort: "voivodeship",
      glance: "line",
      cell: (row) => <span>{place(row).join(", ")}</span>,
    },
    {
      key: "clusters",
      header: t("clusters"),
      long: true,
      roomy: true,
      cell: (row) =>
        row.clusters.length > 0 && (
          <span>
            {row.clusters.map((cluster, index) => (
              <span key={cluster.id}>
                {index > 0 && ", "}
                <Link to="/clusters/$slug" params={{ slug: cluster.slug }}>
                  <UserText text={cluster.name} />
                </Link>
              </span>
            ))}
          </span>
        ),
    },
  ];
  if (entries.size > 0) {
    columns.push({
      key: "entries",
      header: t("entries"),
      align: "right",
      cell: (row) => <Entries organisation={row.id} count={entries.get(row.id)} />,
    });
  }
  return (
    <DataTable caption={t("title")} columns={columns} rows={rows} rowKey={(row) => row.id} {...paging} />
  );
}

/** How many approved entries an organisation has, as the way to them. */
function Entries({ organisation, count }: { organisation: string; count: number | undefined }) {
  const { t } = useTranslation("organisations");
  if (count === undefined) return null;
  return (
    <Link to="/entries" search={{ organisation, live: "true" }} aria-label={t("entriesOf", { count })}>
      {count}
    </Link>
  );
}

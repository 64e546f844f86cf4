import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import type { EntryItem, Organisation } from "@/shared/api/model";
import { useFormat } from "@/shared/i18n/useFormat";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { KindTag } from "@/shared/ui/Badges";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { UserText } from "@/shared/ui/TextBlock";
import { organisationEntriesQuery } from "./api";

/** The approved entries that the viewer may see. */
export function OrganisationEntries({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("organisations");
  return (
    <Section title={t("entries")}>
      <List organisation={organisation} />
    </Section>
  );
}

function List({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("organisations");
  const format = useFormat();
  const list = useInfiniteQuery(organisationEntriesQuery(organisation.id));
  if (list.isPending) return <RowsSkeleton rows={3} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const rows = itemsOf(list.data);
  if (rows.length === 0) {
    return (
      <EmptyState title={t("noEntries")} action={organisation.own && <WriteEntry />}>
        {organisation.own ? t("noEntriesOwn") : t("noEntriesText")}
      </EmptyState>
    );
  }
  const columns: Column<EntryItem>[] = [
    {
      key: "title",
      header: t("entryTitle"),
      primary: true,
      cell: (row) => (
        <Link to="/entries/$id" params={{ id: row.id }}>
          <UserText text={row.title} />
        </Link>
      ),
    },
    { key: "kind", header: t("kind"), cell: (row) => <KindTag kind={row.kind} /> },
    { key: "trl", header: "TRL", align: "right", cell: (row) => row.trl && <span>{row.trl}</span> },
    {
      key: "valid",
      header: t("validUntil"),
      width: "8.5rem",
      cell: (row) => row.validUntil && <span>{format.date(row.validUntil)}</span>,
    },
  ];
  return (
    <DataTable
      caption={t("entries")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      more={list.hasNextPage}
      onMore={() => void list.fetchNextPage()}
      loadingMore={list.isFetchingNextPage}
    />
  );
}

function WriteEntry() {
  const { t } = useTranslation("organisations");
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/entries/new" {...props} />}>
      {t("writeEntry")}
    </Button>
  );
}

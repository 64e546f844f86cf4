import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMembers } from "@/shared/api/members";
import { itemsOf } from "@/shared/api/list";
import { hasRole, ownClusters, represented, type Session, useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useEnumOptions } from "@/shared/code/codes";
import { type Filter, FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { useLanguage } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { entriesQuery } from "./list/queries";
import { EntriesTable } from "./list/EntriesTable";

/** The entries of the own organisation; for managers those of their cluster. */
export function EntriesPage() {
  const { t } = useTranslation("entries");
  const session = useSession();
  const { value } = useFilters();
  const writes = represented(session).length > 0;
  const clusterWide = value("cluster") !== "" || !writes;
  const leads = hasRole(session, "manager");
  const filters = useEntryFilters();
  return (
    <Page
      title={clusterWide ? t("list.cluster") : t("list.own")}
      lead={clusterWide ? t(leads ? "list.leadCluster" : "list.leadReader") : t("list.lead")}
      actions={writes && <NewEntryButton />}
      width="full"
    >
      <FilterChips filters={filters} search={t(clusterWide ? "list.searchCluster" : "list.search")} />
      <Results filters={filters} clusterWide={clusterWide} />
    </Page>
  );
}

function NewEntryButton() {
  const { t } = useTranslation("entries");
  return (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/entries/new" {...props} />}
    >
      {t("list.new")}
    </Button>
  );
}

function useEntryFilters(): Filter[] {
  const { t } = useTranslation("entries");
  const session = useSession();
  const language = useLanguage();
  const managed = ownClusters(session, "manager");
  const members = useMembers();
  const choosesCluster = managed.length > 1 || (managed.length > 0 && represented(session).length > 0);
  const filters: Filter[] = [
    { key: "kind", label: t("list.kind"), options: useEnumOptions("kind"), single: true },
    { key: "state", label: t("list.state"), options: useEnumOptions("entryState"), single: true },
    {
      key: "live",
      label: t("list.live"),
      options: [{ value: "true", label: t("list.liveOnly") }],
      toggle: true,
    },
  ];
  if (members.length > 0)
    filters.unshift({ key: "organisation", label: t("list.organisation"), options: members, single: true });
  if (!choosesCluster) return filters;
  const options = managed.map(({ id, name }) => ({ value: id, label: textIn(name, language) }));
  return [{ key: "cluster", label: t("page.clusterName"), options, single: true }, ...filters];
}

/** Who neither writes nor manages reads what their cluster shows its members: auditors and animators. */
function readCluster(session: Session): string | undefined {
  if (represented(session).length > 0 || hasRole(session, "manager")) return undefined;
  return [...ownClusters(session, "auditor"), ...ownClusters(session, "animator")][0]?.id;
}

function Results({ filters, clusterWide }: { filters: Filter[]; clusterWide: boolean }) {
  const { value, set } = useFilters();
  const session = useSession();
  const keys = [...filters.map(({ key }) => key), "q"];
  const query = Object.fromEntries(keys.map((key) => [key, value(key)]));
  const list = useInfiniteQuery({
    ...entriesQuery({ cluster: readCluster(session), ...query, sort: value("sort") }),
    placeholderData: (before) => before,
  });
  if (list.isPending) return <RowsSkeleton rows={8} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const rows = itemsOf(list.data);
  if (rows.length === 0) return <Empty filtered={Object.values(query).some(Boolean)} />;
  return (
    <EntriesTable
      rows={rows}
      owners={clusterWide}
      sort={value("sort") || "-updated"}
      onSort={(sort) => set({ sort: sort === "-updated" ? undefined : sort })}
      more={list.hasNextPage}
      onMore={() => void list.fetchNextPage()}
      loadingMore={list.isFetchingNextPage}
    />
  );
}

function Empty({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation("entries");
  const session = useSession();
  if (filtered) return <EmptyState title={t("list.noneTitle")}>{t("list.none")}</EmptyState>;
  const writes = represented(session).length > 0;
  const manages = hasRole(session, "manager");
  return (
    <EmptyState title={t("list.emptyTitle")} action={writes && <NewEntryButton />}>
      {writes ? t("list.empty") : manages ? t("list.emptyCluster") : t("list.emptyNobody")}
    </EmptyState>
  );
}

import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { clustersQuery } from "@/shared/api/clusters";
import { itemsOf } from "@/shared/api/list";
import { hasRole, useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useCodeOptions, useEnumOptions } from "@/shared/code/codes";
import { type Filter, FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { useLanguage } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { organisationsQuery } from "./api";
import { OrganisationsTable } from "./OrganisationsTable";

export function OrganisationsPage() {
  const { t } = useTranslation("organisations");
  const session = useSession();
  const filters = useOrganisationFilters();
  const mayCreate = hasRole(session, "manager", "admin");
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width="full"
      actions={
        mayCreate && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/organisations/new" {...props} />}
          >
            {t("new")}
          </Button>
        )
      }
    >
      <FilterChips filters={filters} search={t("search")} />
      <Results filters={filters} />
    </Page>
  );
}

function useOrganisationFilters(): Filter[] {
  const { t } = useTranslation("organisations");
  const language = useLanguage();
  const { data: clusters = [] } = useQuery(clustersQuery);
  const clusterOptions = clusters.map(({ id, name }) => ({ value: id, label: textIn(name, language) }));
  return [
    { key: "origin", label: t("origin"), options: useEnumOptions("origin"), single: true },
    { key: "voivodeship", label: t("voivodeship"), options: useCodeOptions("voivodeships"), single: true },
    { key: "cluster", label: t("cluster"), options: clusterOptions, single: true },
    { key: "pkd", label: t("pkdShort"), options: useCodeOptions("pkd"), single: true },
    { key: "kis", label: t("kisShort"), options: useCodeOptions("kis"), single: true },
  ];
}

function Results({ filters }: { filters: Filter[] }) {
  const { t } = useTranslation("organisations");
  const { value, set } = useFilters();
  const keys = ["q", ...filters.map(({ key }) => key)];
  const words = value("q") !== "";
  // Words put the best first; an order by a column would hide it.
  const query = {
    ...Object.fromEntries(keys.map((key) => [key, value(key)])),
    sort: words ? "" : value("sort"),
  };
  const list = useInfiniteQuery({ ...organisationsQuery(query), placeholderData: (before) => before });
  if (list.isPending) return <RowsSkeleton rows={8} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const rows = itemsOf(list.data);
  if (rows.length === 0) {
    const filtered = keys.some((key) => value(key) !== "");
    return (
      <EmptyState title={filtered ? t("noneFound") : t("none")}>
        {filtered ? t("noneFoundText") : t("noneText")}
      </EmptyState>
    );
  }
  return (
    <OrganisationsTable
      rows={rows}
      sort={value("sort") || "name"}
      onSort={words ? undefined : (sort) => set({ sort: sort === "name" ? undefined : sort })}
      more={list.hasNextPage}
      onMore={() => void list.fetchNextPage()}
      loadingMore={list.isFetchingNextPage}
    />
  );
}

import { Button, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMembers } from "@/shared/api/members";
import { itemsOf } from "@/shared/api/list";
import { can, hasRole, manages, ownClusters, represented, useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useEnumOptions } from "@/shared/code/codes";
import { type Filter, FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { LazyGap } from "@/shared/gap/LazyGap";
import { useLanguage } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { NoPage } from "@/shared/ui/LoadProblem";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { entryTitleQuery, matchedEntriesQuery, matchesQuery } from "./api";
import { FILTERS, queryOf, searchOf } from "./listQuery";
import { MatchesTable } from "./MatchesTable";

/** All matches of the own organisation, of one entry, or for a manager of the cluster. */
export function MatchesPage() {
  const { t } = useTranslation("matches");
  if (!can(useSession(), "match.list")) return <NoPage title={t("title")} kind="forbidden" />;
  return <List />;
}

function List() {
  const { t } = useTranslation("matches");
  const session = useSession();
  const { value } = useFilters();
  const filters = useMatchFilters();
  const list = useMatches();
  const total = list.data?.pages[0]?.total;
  const clusterWide = represented(session).length === 0 || value("cluster") !== "";
  return (
    <Page title={t("title")} lead={clusterWide ? t("leadCluster") : t("lead")} width="full">
      <FilterChips filters={filters}>
        {total !== undefined && (
          <Text size="sm" c="dimmed" aria-live="polite">
            {t("found", { count: total })}
          </Text>
        )}
      </FilterChips>
      <Results list={list} />
      <WhyFew entry={value("entry")} />
    </Page>
  );
}

/** Beneath the matches of a need that has no good ones: why, and what can be done. */
function WhyFew({ entry }: { entry: string }) {
  const session = useSession();
  const { data } = useQuery(entryTitleQuery(entry));
  if (data?.kind !== "need" || !data.live) return null;
  return (data.own || manages(session, data.cluster?.id ?? "")) && <LazyGap entry={entry} />;
}

function useMatches() {
  const { search } = useFilters();
  return useInfiniteQuery({ ...matchesQuery(queryOf(search)), placeholderData: (before) => before });
}

function useMatchFilters(): Filter[] {
  const { t } = useTranslation("matches");
  const session = useSession();
  const language = useLanguage();
  const { value } = useFilters();
  const chosen = value("entry");
  const { data: entries = [] } = useQuery(matchedEntriesQuery(value("cluster")));
  const { data: named } = useQuery(entryTitleQuery(entries.some(({ id }) => id === chosen) ? "" : chosen));
  const managed = ownClusters(session, "manager");
  const members = useMembers();
  const states = useEnumOptions("matchState");
  const kinds = useEnumOptions("kind").filter((option) => option.value !== "need");
  const filters: Filter[] = [
    {
      key: "entry",
      label: t(represented(session).length > 0 ? "filter.entry" : "filter.entryCluster"),
      options: [...(named ? [named] : []), ...entries].map(({ id, title }) => ({
        value: id,
        label: textIn(title, language),
      })),
      single: true,
    },
    { key: "kind", label: t("filter.kind"), options: kinds, single: true },
    { key: "state", label: t("filter.state"), options: states },
    {
      key: "minScore",
      label: t("filter.minScore"),
      options: ["40", "55", "70", "85"].map((score) => ({
        value: score,
        label: t("filter.atLeast", { score }),
      })),
      single: true,
      say: ([score = ""]) => t("filter.sayScore", { score }),
    },
  ];
  if (represented(session).length > 0) {
    filters.push(
      {
        key: "new",
        label: t("filter.new"),
        options: [{ value: "true", label: t("filter.onlyNew") }],
        toggle: true,
      },
      {
        key: "hidden",
        label: t("filter.hidden"),
        options: [{ value: "true", label: t("filter.onlyHidden") }],
        toggle: true,
      },
    );
  }
  if (members.length > 0)
    filters.unshift({ key: "organisation", label: t("filter.organisation"), options: members, single: true });
  if (managed.length > 1 || (managed.length > 0 && represented(session).length > 0)) {
    const options = managed.map(({ id, name }) => ({ value: id, label: textIn(name, language) }));
    filters.unshift({ key: "cluster", label: t("filter.cluster"), options, single: true });
  }
  return filters;
}

function Results({ list }: { list: ReturnType<typeof useMatches> }) {
  const { search, value, set } = useFilters();
  if (list.isPending) return <RowsSkeleton rows={8} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const rows = itemsOf(list.data);
  if (rows.length === 0)
    return <Empty filtered={FILTERS.some((key) => key !== "sort" && value(key) !== "")} />;
  return (
    <MatchesTable
      rows={rows}
      search={searchOf(search)}
      sort={value("sort") || "-score"}
      onSort={(sort) => set({ sort: sort === "-score" ? undefined : sort })}
      more={list.hasNextPage}
      onMore={() => void list.fetchNextPage()}
      loadingMore={list.isFetchingNextPage}
    />
  );
}

/** Says why there is nothing: nothing is matched yet, nothing was found, or the filters are narrow. */
function Empty({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation("matches");
  const writes = hasRole(useSession(), "representative");
  const { data: entries, isPending } = useQuery(matchedEntriesQuery(""));
  if (filtered) return <EmptyState title={t("noneTitle")}>{t("none")}</EmptyState>;
  if (isPending) return <RowsSkeleton rows={3} />;
  const none = !entries || entries.length === 0;
  return (
    <EmptyState
      title={t("emptyTitle")}
      action={
        writes &&
        (none ? (
          <Button renderRoot={(props) => <Link to="/entries/new" {...props} />}>{t("newEntry")}</Button>
        ) : (
          <Button variant="default" renderRoot={(props) => <Link to="/entries" {...props} />}>
            {t("entries")}
          </Button>
        ))
      }
    >
      {none ? t("emptyNoEntries") : `${t("emptyEntries")} ${t("emptyHint")}`}
    </EmptyState>
  );
}

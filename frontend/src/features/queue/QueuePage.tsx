import { Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { EntryItem } from "@/shared/api/entry";
import { useMembers } from "@/shared/api/members";
import { itemsOf, listQuery } from "@/shared/api/list";
import { can, useSession } from "@/shared/api/session";
import { useEnumOptions } from "@/shared/code/codes";
import { type Filter, FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { EmptyState } from "@/shared/ui/EmptyState";
import { NoPage } from "@/shared/ui/LoadProblem";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { QueueTable } from "./QueueTable";

/** What waits for review in the person's clusters. */
export function QueuePage() {
  const { t } = useTranslation("queue");
  const filters = useQueueFilters();
  const session = useSession();
  if (!can(session, "entry.queue")) return <NoPage title={t("title")} kind="forbidden" />;
  return (
    <Page title={t("title")} lead={t("lead")} width="full">
      <FilterChips filters={filters} search={t("search")}>
        <Text size="sm" c="dimmed" visibleFrom="lg">
          {t("keys")}
        </Text>
      </FilterChips>
      <Results filters={filters} />
    </Page>
  );
}

function useQueueFilters(): Filter[] {
  const { t } = useTranslation("queue");
  const states = useEnumOptions("entryState").filter(
    ({ value }) => value === "submitted" || value === "in_review",
  );
  const assigned = [
    { value: "me", label: t("assignedMe") },
    { value: "none", label: t("assignedNone") },
  ];
  const members = useMembers();
  const filters: Filter[] = [
    { key: "assigned", label: t("assigned"), options: assigned, single: true },
    { key: "kind", label: t("kind"), options: useEnumOptions("kind"), single: true },
    { key: "state", label: t("state"), options: states, single: true },
  ];
  if (members.length > 0)
    filters.push({ key: "organisation", label: t("organisation"), options: members, single: true });
  return filters;
}

function Results({ filters }: { filters: Filter[] }) {
  const { t } = useTranslation("queue");
  const { value, set } = useFilters();
  const keys = [...filters.map(({ key }) => key), "q"];
  const query = Object.fromEntries(keys.map((key) => [key, value(key)]));
  const list = useInfiniteQuery({
    ...listQuery<EntryItem>(["queue", "list"], "/queue", { ...query, sort: value("sort") }),
    placeholderData: (before) => before,
  });
  if (list.isPending) return <RowsSkeleton rows={8} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const rows = itemsOf(list.data);
  if (rows.length === 0) {
    const filtered = Object.values(query).some(Boolean);
    return (
      <EmptyState title={filtered ? t("noneTitle") : t("emptyTitle")}>
        {filtered ? t("none") : t("empty")}
      </EmptyState>
    );
  }
  return (
    <QueueTable
      rows={rows}
      sort={value("sort") || "waiting"}
      onSort={(sort) => set({ sort: sort === "waiting" ? undefined : sort })}
      more={list.hasNextPage}
      onMore={() => void list.fetchNextPage()}
      loadingMore={list.isFetchingNextPage}
    />
  );
}

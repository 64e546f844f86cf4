import { Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { EntryItem } from "@/shared/api/entry";
import { itemsOf, listQuery } from "@/shared/api/list";
import { useEnumOptions } from "@/shared/code/codes";
import { type Filter, FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { QueueTable } from "./QueueTable";

/** What waits for review in the person's clusters. */
export function QueuePage() {
  const { t } = useTranslation("queue");
  const filters = useQueueFilters();
  return (
    <Page title={t("title")} lead={t("lead")}>
      <FilterChips filters={filters}>
        <Text size="sm" c="dimmed" visibleFrom="md">
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
  return [
    { key: "assigned", label: t("assigned"), options: assigned, single: true },
    { key: "kind", label: t("kind"), options: useEnumOptions("kind"), single: true },
    { key: "state", label: t("state"), options: states, single: true },
  ];
}

function Results({ filters }: { filters: Filter[] }) {
  const { t } = useTranslation("queue");
  const { value } = useFilters();
  const query = Object.fromEntries(filters.map(({ key }) => [key, value(key)]));
  const list = useInfiniteQuery({
    ...listQuery<EntryItem>(["queue", "list"], "/queue", query),
    placeholderData: (before) => before,
  });
  const box = useRef<HTMLDivElement>(null);
  // The first press brings the focus into the list; inside it the table moves it.
  const enter = () => {
    const inside = document.activeElement?.closest("table");
    if (!inside)
      box.current?.querySelector<HTMLElement>("tbody a[href], tbody button:not([disabled])")?.focus();
  };
  useHotkeys([
    ["j", enter],
    ["k", enter],
    ["ArrowDown", enter, { preventDefault: false }],
  ]);
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
    <div ref={box}>
      <QueueTable
        rows={rows}
        more={list.hasNextPage}
        onMore={() => void list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
      />
    </div>
  );
}

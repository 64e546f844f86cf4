import { Alert, Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clustersQuery } from "@/shared/api/clusters";
import { textIn } from "@/shared/api/text";
import { type Option, useCodeOptions, useEnumOptions } from "@/shared/code/codes";
import { TRL_AT_LEAST } from "@/shared/code/trl";
import { type Filter, FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { useFormat, useLanguage } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page, Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { type SearchResult, searchQuery } from "./api";
import { EntryHit } from "./EntryHit";
import { OrganisationHits } from "./OrganisationHits";
import classes from "./search.module.css";

const KEYS = ["kind", "trl", "voivodeship", "origin", "cooperation", "cluster"];

/** Search over the approved entries of all clusters and the organisations. */
export function SearchPage({ actions }: { actions?: ReactNode }) {
  const { t } = useTranslation("search");
  const { value, values } = useFilters();
  const query = { q: value("q"), ...Object.fromEntries(KEYS.map((key) => [key, values(key)])) };
  const found = useInfiniteQuery({ ...searchQuery(query), placeholderData: (before) => before });
  const pages = found.data?.pages ?? [];
  return (
    <Page title={t("title")} lead={t("lead")} actions={actions}>
      <FilterChips filters={useSearchFilters(pages[0])} search={t("field")}>
        {pages[0] && <Total count={pages[0].total} />}
      </FilterChips>
      {found.isPending && <RowsSkeleton rows={6} />}
      {found.isError && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {pages[0]?.degraded && (
        <Alert variant="light" color="offer" role="status">
          {t("degraded")}
        </Alert>
      )}
      {pages[0] && <Results pages={pages} />}
      {found.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          onClick={() => void found.fetchNextPage()}
          loading={found.isFetchingNextPage}
        >
          {t("more")}
        </Button>
      )}
    </Page>
  );
}

function Total({ count }: { count: number }) {
  const { t } = useTranslation("search");
  const format = useFormat();
  return <span role="status">{t("total", { count, number: format.number(count) })}</span>;
}

function Results({ pages }: { pages: SearchResult[] }) {
  const { t } = useTranslation("search");
  const entries = pages.flatMap((page) => page.entries);
  const organisations = pages[0]?.organisations ?? [];
  if (entries.length === 0 && organisations.length === 0)
    return <EmptyState title={t("none")}>{t("noneText")}</EmptyState>;
  return (
    <div className={classes.columns} data-both={organisations.length > 0}>
      {entries.length === 0 ? (
        <EmptyState title={t("noEntries")}>{t("noneText")}</EmptyState>
      ) : (
        <ol className={classes.hits} aria-label={t("entries")}>
          {entries.map((hit) => (
            <EntryHit key={hit.id} hit={hit} />
          ))}
        </ol>
      )}
      {organisations.length > 0 && (
        <Section title={t("organisations")}>
          <OrganisationHits organisations={organisations} />
        </Section>
      )}
    </div>
  );
}

/** The filters with the number of entries behind each choice, where the answer counts them. */
function useSearchFilters(result: SearchResult | undefined): Filter[] {
  const { t } = useTranslation("search");
  const language = useLanguage();
  const { data: clusters = [] } = useQuery(clustersQuery);
  const counted = (key: string, options: Option[]) => withCounts(options, result?.facets[key]);
  const clusterOptions = clusters.map(({ id, name }) => ({ value: id, label: textIn(name, language) }));
  return [
    { key: "kind", label: t("kind"), options: counted("kind", useEnumOptions("kind")) },
    { key: "trl", label: "TRL", options: TRL_AT_LEAST, single: true },
    {
      key: "voivodeship",
      label: t("voivodeship"),
      options: counted("voivodeship", useCodeOptions("voivodeships")),
    },
    { key: "origin", label: t("origin"), options: counted("origin", useEnumOptions("origin")) },
    {
      key: "cooperation",
      label: t("cooperation"),
      options: counted("cooperation", useEnumOptions("cooperation")),
    },
    { key: "cluster", label: t("cluster"), options: counted("cluster", clusterOptions) },
  ];
}

function withCounts(options: Option[], counts: Record<string, number> | undefined): Option[] {
  if (!counts) return options;
  return options.map((option) => ({ ...option, count: counts[option.value] ?? 0 }));
}

import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/list";
import { api } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { PlatformPlaces } from "./PlatformPlaces";
import { RelativeTime } from "@/shared/ui/When";

type Parked = components["schemas"]["ParkedDelivery"];

const KEY = ["platform", "parked"];

/** What the platform's administrator sees of events that a handler could not handle. */
export function ParkedPage() {
  const { t } = useTranslation("platform");
  return (
    <Page title={t("title")} lead={t("lead")} crumb={<PlatformPlaces here="parked" />}>
      <List />
    </Page>
  );
}

function List() {
  const { t } = useTranslation("platform");
  const client = useQueryClient();
  const list = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<PageOf<Parked>>("/platform/parked", { signal }),
  });
  const retry = useMutation({
    mutationFn: (id: string) => api.post<undefined>(`/platform/parked/${encodeURIComponent(id)}/retry`),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  if (list.isPending) return <RowsSkeleton />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.items.length === 0) return <EmptyState title={t("none")}>{t("noneText")}</EmptyState>;
  const columns: Column<Parked>[] = [
    { key: "handler", header: t("handler"), primary: true, cell: ({ handler }) => <span>{handler}</span> },
    { key: "topic", header: t("topic"), cell: ({ topic }) => <span>{topic}</span> },
    { key: "key", header: t("key"), wideOnly: true, cell: ({ key }) => <code>{key}</code> },
    {
      key: "attempts",
      header: t("attempts"),
      align: "right",
      cell: ({ attempts }) => <span>{attempts}</span>,
    },
    { key: "error", header: t("error"), cell: ({ error }) => <span>{error}</span> },
    { key: "at", header: t("at"), cell: ({ at }) => <RelativeTime at={at} /> },
    {
      key: "retry",
      header: t("retry"),
      cell: ({ id, handler, topic }) => (
        <Button
          size="xs"
          variant="default"
          aria-label={t("retryOf", { handler, topic })}
          loading={retry.isPending && retry.variables === id}
          onClick={() => retry.mutate(id)}
        >
          {t("retry")}
        </Button>
      ),
    },
  ];
  return (
    <>
      {retry.isError && <ProblemAlert error={retry.error} />}
      <DataTable caption={t("title")} columns={columns} rows={list.data.items} rowKey={({ id }) => id} />
    </>
  );
}

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { clustersQuery } from "@/shared/api/clusters";
import type { Cluster } from "@/shared/api/model";
import { hasRole, useSession } from "@/shared/api/session";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { StateBadge } from "@/shared/ui/Badges";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page, Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { UserText } from "@/shared/ui/TextBlock";
import { Trail } from "./Trail";

export function ClustersPage() {
  const { t } = useTranslation("clusters");
  const session = useSession();
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        hasRole(session, "admin") && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/clusters/new" {...props} />}
          >
            {t("new")}
          </Button>
        )
      }
    >
      <List />
      {hasRole(session, "admin") && (
        <Section title={t("trail")}>
          <Trail />
        </Section>
      )}
    </Page>
  );
}

function List() {
  const { t } = useTranslation("clusters");
  const word = useWords();
  const sector = useCodeLabel("sectors");
  const voivodeship = useCodeLabel("voivodeships");
  const list = useQuery(clustersQuery);
  if (list.isPending) return <RowsSkeleton />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.length === 0) return <EmptyState title={t("none")}>{t("noneText")}</EmptyState>;
  const columns: Column<Cluster>[] = [
    {
      key: "name",
      header: t("name"),
      primary: true,
      cell: ({ slug, name, canManage }) => (
        <>
          <Link to="/clusters/$slug" params={{ slug }}>
            <UserText text={name} />
          </Link>{" "}
          {canManage && <StateBadge>{t("managed")}</StateBadge>}
        </>
      ),
    },
    { key: "sector", header: t("sector"), cell: (row) => <span>{sector(row.sector)}</span> },
    {
      key: "voivodeship",
      header: t("voivodeship"),
      cell: (row) => <span>{voivodeship(row.voivodeship)}</span>,
    },
    { key: "stage", header: t("stage"), cell: (row) => <span>{word("stage", row.stage)}</span> },
    { key: "members", header: t("members"), align: "right", cell: (row) => <span>{row.members}</span> },
  ];
  return <DataTable caption={t("title")} columns={columns} rows={list.data} rowKey={({ id }) => id} />;
}

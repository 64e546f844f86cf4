import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { itemsOf } from "@/shared/api/list";
import { can, useSession } from "@/shared/api/session";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { StateBadge } from "@/shared/ui/Badges";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { UserText } from "@/shared/ui/TextBlock";
import { RelativeTime } from "@/shared/ui/When";
import { type Project, projectsQuery } from "./api";
import { ProjectStateBadge } from "./states";

/** Project drafts: the own ones, those to which one is invited, and those of a managed cluster. */
export function ProjectsPage() {
  const { t } = useTranslation("projects");
  const session = useSession();
  const list = useInfiniteQuery(projectsQuery({}));
  const rows = itemsOf(list.data);
  const begin = can(session, "consortium.compose") && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/projects/new" {...props} />}
    >
      {t("list.new")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("list.lead")} actions={rows.length > 0 && begin}>
      {list.isPending && <RowsSkeleton rows={5} />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {list.data && rows.length === 0 && (
        <EmptyState title={t("list.none")} action={begin}>
          {t("list.noneText")}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <Table
          rows={rows}
          more={list.hasNextPage}
          onMore={() => void list.fetchNextPage()}
          loadingMore={list.isFetchingNextPage}
        />
      )}
    </Page>
  );
}

interface TableProps {
  rows: Project[];
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

function Table({ rows, ...paging }: TableProps) {
  const { t } = useTranslation("projects");
  const columns: Column<Project>[] = [
    {
      key: "title",
      header: t("list.project"),
      primary: true,
      cell: (project) => (
        <>
          <Link to="/projects/$id" params={{ id: project.id }}>
            <UserText text={project.title} />
          </Link>{" "}
          {project.answer === "invited" && <StateBadge tone="offer">{t("list.toAnswer")}</StateBadge>}
        </>
      ),
    },
    {
      key: "state",
      header: t("list.state"),
      cell: ({ state }) => (
        <span>
          <ProjectStateBadge state={state} />
        </span>
      ),
    },
    {
      key: "owner",
      header: t("list.owner"),
      cell: ({ organisation }) => (
        <Link to="/organisations/$id" params={{ id: organisation.id }}>
          {nameTogether(organisation.name)}
        </Link>
      ),
    },
    {
      key: "members",
      header: t("list.members"),
      cell: ({ members }) => (
        <span>
          {t("list.accepted", {
            accepted: members.filter(({ invitation }) => invitation === "accepted").length,
            count: members.length,
          })}
        </span>
      ),
    },
    { key: "call", header: t("draft.call"), cell: ({ call }) => call, wideOnly: true },
    {
      key: "updated",
      header: t("list.updated"),
      width: "8rem",
      cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowState={({ state, answer }) =>
        answer === "invited" ? "new" : state === "closed" ? "muted" : undefined
      }
      {...paging}
    />
  );
}

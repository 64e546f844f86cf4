import { Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { itemsOf, listQuery } from "@/shared/api/list";
import type { components } from "@/shared/api/schema";
import type { Grant } from "@/shared/api/session";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { DateTime } from "@/shared/ui/When";
import { useState } from "react";
import { useGrantText } from "./Grants";
import classes from "./clusters.module.css";

type GrantEvent = components["schemas"]["GrantEvent"];
const ALL = "all";
const ACTIONS = ["given", "taken", "disabled", "enabled"] as const;

/** Who gave and took which role, newest first; of the whole platform without a cluster. */
export function Trail({ cluster }: { cluster?: string }) {
  const { t } = useTranslation("clusters");
  const say = useGrantText();
  const [action, setAction] = useState(ALL);
  const list = useInfiniteQuery(
    listQuery<GrantEvent>(["people", "trail"], "/grants", {
      cluster,
      action: action === ALL ? undefined : action,
      limit: 20,
    }),
  );
  const columns: Column<GrantEvent>[] = [
    { key: "at", header: t("trailAt"), width: "13rem", cell: ({ at }) => <DateTime at={at} /> },
    { key: "person", header: t("personName"), primary: true, cell: ({ person }) => person.name },
    {
      key: "what",
      header: t("trailWhat"),
      cell: ({ action: done, grant, invitation }) => (
        <span>
          {t(`trailAction.${done}`)}
          {grant && `: ${say(grant as Grant)}`}
          {invitation && ` (${t("trailInvitation")})`}
        </span>
      ),
    },
    { key: "by", header: t("trailBy"), cell: ({ by }) => <span>{by?.name ?? t("trailProgram")}</span> },
  ];
  return (
    <div className={classes.stack}>
      <Select
        maw="16rem"
        label={t("trailFilter")}
        data={[
          { value: ALL, label: t("trailAll") },
          ...ACTIONS.map((one) => ({ value: one, label: t(`trailAction.${one}`) })),
        ]}
        value={action}
        onChange={(next) => setAction(next ?? ALL)}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      {list.isPending && <RowsSkeleton rows={3} />}
      {list.isError && <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && itemsOf(list.data).length === 0 && (
        <EmptyState title={t("trailNone")}>{t("trailNoneText")}</EmptyState>
      )}
      {list.data && itemsOf(list.data).length > 0 && (
        <DataTable
          caption={t("trail")}
          columns={columns}
          rows={itemsOf(list.data)}
          rowKey={({ id }) => id}
          more={list.hasNextPage}
          onMore={() => void list.fetchNextPage()}
          loadingMore={list.isFetchingNextPage}
        />
      )}
    </div>
  );
}

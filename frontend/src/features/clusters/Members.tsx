import { ActionIcon, Button, Text } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import type { Cluster, Organisation } from "@/shared/api/model";
import { useWords } from "@/shared/code/codes";
import { usePlace } from "@/shared/code/usePlace";
import { FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { StateBadge } from "@/shared/ui/Badges";
import { ConfirmDialog } from "@/shared/ui/ConfirmDialog";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { UndoBar, useUndo } from "@/shared/undo/useUndo";
import { AddMember } from "./AddMember";
import { Asked } from "./Asked";
import { membersQuery, removeMember } from "./api";
import classes from "./clusters.module.css";

/** The member organisations; the manager adds and removes them. */
export function Members({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation("clusters");
  const [adding, setAdding] = useState(false);
  const { value } = useFilters();
  const list = useInfiniteQuery({
    ...membersQuery(cluster.id, value("q")),
    placeholderData: (before) => before,
  });
  return (
    <div className={classes.stack}>
      <FilterChips filters={[]} search={t("searchMembers")}>
        {cluster.canManage && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t("addMember")}
          </Button>
        )}
      </FilterChips>
      {cluster.canManage && <Asked cluster={cluster} />}
      {adding && <AddMember cluster={cluster} onClose={() => setAdding(false)} />}
      {list.isPending && <RowsSkeleton />}
      {list.isError && <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && itemsOf(list.data).length === 0 && (
        <EmptyState title={t(value("q") ? "noneFound" : "noMembers")}>
          {!value("q") && t("noMembersText")}
        </EmptyState>
      )}
      {list.data && itemsOf(list.data).length > 0 && (
        <Table
          cluster={cluster}
          rows={itemsOf(list.data)}
          more={list.hasNextPage}
          onMore={() => void list.fetchNextPage()}
          loadingMore={list.isFetchingNextPage}
        />
      )}
    </div>
  );
}

interface TableProps {
  cluster: Cluster;
  rows: Organisation[];
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

function Table({ cluster, rows, ...paging }: TableProps) {
  const { t } = useTranslation("clusters");
  const queryClient = useQueryClient();
  const word = useWords();
  const place = usePlace();
  const [leaving, setLeaving] = useState<Organisation>();
  const undo = useUndo<Organisation>(
    async ({ id }) => {
      await removeMember(cluster.id, id);
      await queryClient.invalidateQueries({ queryKey: ["clusters"] });
    },
    ["organisations"],
  );
  const columns: Column<Organisation>[] = [
    {
      key: "name",
      header: t("organisation"),
      primary: true,
      cell: ({ id, name, state }) => (
        <>
          <Link to="/organisations/$id" params={{ id }}>
            {name}
          </Link>{" "}
          {state !== "published" && <StateBadge tone="busy">{word("organisationState", state)}</StateBadge>}
        </>
      ),
    },
    { key: "origin", header: t("origin"), cell: (row) => <span>{word("origin", row.origin)}</span> },
    {
      key: "place",
      header: t("place"),
      cell: (row) => <span>{place(row).join(", ")}</span>,
    },
  ];
  return (
    <>
      <ProblemAlert error={undo.error} />
      <UndoBar items={undo.undoable} say={({ name }) => t("removed", { name })} onUndo={undo.undo} />
      <DataTable
        caption={t("tab.members")}
        columns={columns}
        rows={rows.filter((row) => !undo.isGone(row))}
        rowKey={({ id }) => id}
        actions={
          cluster.canManage
            ? (row) => (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("removeMember", { name: row.name })}
                  onClick={() => setLeaving(row)}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              )
            : undefined
        }
        {...paging}
      />
      <RemoveMember organisation={leaving} onClose={() => setLeaving(undefined)} onRemove={undo.remove} />
    </>
  );
}

interface RemoveProps {
  organisation: Organisation | undefined;
  onClose: () => void;
  onRemove: (organisation: Organisation) => void;
}

function RemoveMember({ organisation, onClose, onRemove }: RemoveProps) {
  const { t } = useTranslation("clusters");
  return (
    <ConfirmDialog
      opened={organisation !== undefined}
      onClose={onClose}
      title={t("removeTitle")}
      confirm={t("remove")}
      danger
      onConfirm={() => {
        if (organisation) onRemove(organisation);
        onClose();
      }}
    >
      <Text>{t("removeText", { name: organisation?.name ?? "" })}</Text>
    </ConfirmDialog>
  );
}

import { ActionIcon, Group } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import { can, useSession } from "@/shared/api/session";
import { type Filter, FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page, Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { UserText } from "@/shared/ui/TextBlock";
import { RelativeTime } from "@/shared/ui/When";
import { UndoBar, useUndo } from "@/shared/undo/useUndo";
import { AddTerm } from "./AddTerm";
import { deleteTerm, GLOSSARY, type Term, termsQuery } from "./api";
import { EditTerm } from "./EditTerm";
import { Lookup } from "./Lookup";

/** The terms that managers added, and what the program knows of any term. */
export function GlossaryPage() {
  const { t } = useTranslation("glossary");
  const mayAdd = can(useSession(), "glossary.add");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Section title={t("lookup.title")}>
        <Lookup />
      </Section>
      {mayAdd && (
        <Section title={t("add.title")}>
          <AddTerm />
        </Section>
      )}
      <Section title={t("list.title")}>
        <Terms mayAdd={mayAdd} />
      </Section>
    </Page>
  );
}

function Terms({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useTranslation("glossary");
  const { value } = useFilters();
  const query = { q: value("q"), mine: value("mine") };
  const list = useInfiniteQuery({ ...termsQuery(query), placeholderData: (before) => before });
  const undo = useUndo<Term>(deleteTerm, GLOSSARY);
  const [edited, setEdited] = useState<Term>();
  const rows = itemsOf(list.data).filter((term) => !undo.isGone(term));
  const filtered = value("q") !== "" || value("mine") !== "";
  const filters: Filter[] = [
    {
      key: "mine",
      label: t("list.whose"),
      options: [{ value: "true", label: t("list.mine") }],
      single: true,
    },
  ];
  return (
    <>
      <FilterChips filters={mayAdd ? filters : []} search={t("list.search")} />
      <UndoBar items={undo.undoable} say={({ pl, en }) => t("list.deleted", { pl, en })} onUndo={undo.undo} />
      <ProblemAlert error={undo.error} />
      {list.isPending && <RowsSkeleton rows={5} />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {list.data && rows.length === 0 && (
        <EmptyState title={t(filtered ? "list.noneFound" : "list.none")}>
          {t(filtered ? "list.noneFoundText" : "list.noneText")}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <TermsTable
          rows={rows}
          onEdit={setEdited}
          onDelete={undo.remove}
          more={list.hasNextPage}
          onMore={() => void list.fetchNextPage()}
          loadingMore={list.isFetchingNextPage}
        />
      )}
      {edited && <EditTerm key={edited.id} term={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

interface TableProps {
  rows: Term[];
  onEdit: (term: Term) => void;
  onDelete: (term: Term) => void;
  more: boolean;
  onMore: () => void;
  loadingMore: boolean;
}

function TermsTable({ rows, onEdit, onDelete, ...paging }: TableProps) {
  const { t } = useTranslation("glossary");
  const { t: shared } = useTranslation("shared");
  const columns: Column<Term>[] = [
    { key: "pl", header: t("pl"), primary: true, cell: ({ pl }) => <span lang="pl">{pl}</span> },
    { key: "en", header: t("en"), cell: ({ en }) => <span lang="en">{en}</span> },
    {
      key: "of",
      header: t("list.of"),
      cell: ({ of }) => (of ? <UserText text={of} /> : <span>{t("list.platform")}</span>),
    },
    { key: "author", header: t("list.author"), cell: ({ author }) => <span>{author}</span> },
    {
      key: "updated",
      header: t("list.updated"),
      width: "8rem",
      cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    },
  ];
  return (
    <DataTable
      caption={t("list.title")}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      actions={(term) =>
        term.canEdit && (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("list.editOf", { term: term.pl })}
              title={shared("edit")}
              onClick={() => onEdit(term)}
            >
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("list.deleteOf", { term: term.pl })}
              title={t("list.delete")}
              onClick={() => onDelete(term)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        )
      }
      {...paging}
    />
  );
}

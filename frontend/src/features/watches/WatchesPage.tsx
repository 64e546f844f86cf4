import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { UndoBar, useUndo } from "@/shared/undo/useUndo";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { deleteWatch, saveWatch, type Watch, WATCHES, watchesQuery } from "./api";
import { formOf } from "./conditions";
import { WatchDialog } from "./WatchDialog";
import { WatchesTable } from "./WatchesTable";

/** The own saved searches. */
export function WatchesPage() {
  const { t } = useTranslation("watches");
  const list = useQuery(watchesQuery);
  const undo = useUndo<Watch>(deleteWatch, WATCHES);
  const [edited, setEdited] = useState<Watch>();
  const rows = list.data?.filter((watch) => !undo.isGone(watch)) ?? [];
  return (
    <Page title={t("title")} lead={t("lead")} crumb={<Link to="/search">{t("search")}</Link>}>
      <UndoBar items={undo.undoable} say={({ name }) => t("deleted", { name })} onUndo={undo.undo} />
      <ProblemAlert error={undo.error} />
      {list.isPending && <RowsSkeleton rows={4} />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {list.data && rows.length === 0 && <None />}
      {rows.length > 0 && <WatchesTable rows={rows} onEdit={setEdited} onDelete={undo.remove} />}
      {edited && (
        <WatchDialog
          opened
          onClose={() => setEdited(undefined)}
          title={t("editTitle")}
          confirm={t("editConfirm")}
          initial={formOf(edited)}
          watch={edited}
          onSave={(form) => saveWatch(edited, form)}
        />
      )}
    </Page>
  );
}

function None() {
  const { t } = useTranslation("watches");
  return (
    <EmptyState
      title={t("none")}
      action={<Button renderRoot={(props) => <Link to="/search" {...props} />}>{t("toSearch")}</Button>}
    >
      {t("noneText")}
    </EmptyState>
  );
}

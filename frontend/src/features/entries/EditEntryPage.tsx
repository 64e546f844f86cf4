import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type EntryPage, entryQuery } from "@/shared/api/entry";
import { textIn } from "@/shared/api/text";
import { useLanguage } from "@/shared/i18n/useFormat";
import { EntryStateBadge, KindTag } from "@/shared/ui/Badges";
import { EmptyState } from "@/shared/ui/EmptyState";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { PageSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { EntryForm } from "./form/EntryForm";

/** Writing an entry. */
export function EditEntryPage() {
  const { t } = useTranslation("entries");
  const { id } = useParams({ strict: false });
  const { data: entry, error, refetch } = useQuery(entryQuery(id ?? ""));
  if (error && !entry) return <LoadProblem title={t("list.title")} error={error} onRetry={refetch} />;
  if (!entry) return <PageSkeleton />;
  return <EditEntry key={entry.id} entry={entry} />;
}

function EditEntry({ entry }: { entry: EntryPage }) {
  const { t } = useTranslation("entries");
  const language = useLanguage();
  const kind = {
    need: t("form.titleNeed"),
    technology: t("form.titleTechnology"),
    competence: t("form.titleCompetence"),
  }[entry.kind];
  const title = textIn(entry.content.title, language) || t("list.untitled");
  const editable = entry.actions.includes("edit");
  return (
    <Page
      title={`${kind}: ${title}`}
      crumb={
        <>
          <Link to="/entries">{t("page.entries")}</Link> › <KindTag kind={entry.kind} />{" "}
          <EntryStateBadge state={entry.state} />
        </>
      }
    >
      {editable ? <EntryForm entry={entry} /> : <Closed entry={entry} />}
    </Page>
  );
}

function Closed({ entry }: { entry: EntryPage }) {
  const { t } = useTranslation("entries");
  return (
    <EmptyState
      title={t("form.closedTitle")}
      action={
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/entries/$id" params={{ id: entry.id }} {...props} />}
        >
          {t("form.view")}
        </Button>
      }
    >
      {t(entry.own ? "form.closedState" : "form.closedRight")}
    </EmptyState>
  );
}

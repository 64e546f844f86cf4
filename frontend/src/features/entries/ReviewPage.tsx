import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { type EntryPage, entryQuery } from "@/shared/api/entry";
import { textIn } from "@/shared/api/text";
import { useLanguage } from "@/shared/i18n/useFormat";
import { KindTag } from "@/shared/ui/Badges";
import { EmptyState } from "@/shared/ui/EmptyState";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { PageSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import classes from "./page/EntryPage.module.css";
import { NextInQueue } from "./review/NextInQueue";
import { ReviewForm } from "./review/ReviewForm";
import type { Decision } from "./review/useReview";

/** The auditor's desk: the entry on one side, the rubric and the decision on the other. */
export function ReviewPage() {
  const { t } = useTranslation("entries");
  const { id } = useParams({ strict: false });
  const { data: entry, error, refetch } = useQuery(entryQuery(id ?? ""));
  if (error && !entry) return <LoadProblem title={t("review.title")} error={error} onRetry={refetch} />;
  return entry ? <Review key={entry.id} entry={entry} /> : <PageSkeleton />;
}

function Review({ entry }: { entry: EntryPage }) {
  const { t } = useTranslation("entries");
  const language = useLanguage();
  const [decision, setDecision] = useState<Decision>();
  return (
    <Page title={textIn(entry.content.title, language) || t("list.untitled")} crumb={<Crumb entry={entry} />}>
      {decision && <NextInQueue decided={entry.id} decision={decision} />}
      {!decision && !entry.actions.includes("review") && (
        <EmptyState
          title={t("review.closedTitle")}
          action={
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/entries/$id" params={{ id: entry.id }} {...props} />}
            >
              {t("form.view")}
            </Button>
          }
        >
          {t("review.closed")}
        </EmptyState>
      )}
      {!decision && entry.actions.includes("review") && <ReviewForm entry={entry} onDecided={setDecision} />}
    </Page>
  );
}

function Crumb({ entry }: { entry: EntryPage }) {
  const { t } = useTranslation("entries");
  return (
    <div className={classes.meta}>
      <Link to="/queue">{t("review.queue")}</Link>
      <KindTag kind={entry.kind} />
      <span>{t("page.version", { number: entry.number })}</span>
      {entry.organisation && <span>{nameTogether(entry.organisation.name)}</span>}
      {entry.versions > 1 && (
        <Link
          to="/entries/$id/compare"
          params={{ id: entry.id }}
          search={{ from: String(entry.number - 1), to: String(entry.number) }}
        >
          {t("review.compare", { number: entry.number - 1 })}
        </Link>
      )}
    </div>
  );
}

import { Alert, Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { type EntryPage as Entry, entryQuery } from "@/shared/api/entry";
import { can, manages, useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { LazyGap } from "@/shared/gap/LazyGap";
import { useFormat } from "@/shared/i18n/useFormat";
import { EntryStateBadge, KindTag } from "@/shared/ui/Badges";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { PageSkeleton } from "@/shared/ui/Loading";
import { Page, Section } from "@/shared/ui/Page";
import { Facts, UserText } from "@/shared/ui/TextBlock";
import { ContentView } from "./content/ContentView";
import { fieldOfPath } from "./content/fields";
import { useFieldTexts } from "./content/useFieldTexts";
import { Remark } from "./form/Remark";
import { EntryActions } from "./page/EntryActions";
import classes from "./page/EntryPage.module.css";
import { HistoryList } from "./page/HistoryList";
import { ReviewResult } from "./page/ReviewResult";

/** An entry as far as the viewer may see it, and what they may do with it. */
export function EntryPage() {
  const { t } = useTranslation("entries");
  const { id } = useParams({ strict: false });
  const { data: entry, error, refetch } = useQuery(entryQuery(id ?? ""));
  if (error && !entry) return <LoadProblem title={t("list.title")} error={error} onRetry={refetch} />;
  if (!entry) return <PageSkeleton />;
  return <EntryView key={entry.id} entry={entry} />;
}

function EntryView({ entry }: { entry: Entry }) {
  const { t } = useTranslation("entries");
  const { language } = useFormat();
  const title = textIn(entry.content.title, language) || t("list.untitled");
  const session = useSession();
  const explained =
    entry.kind === "need" && entry.live && (entry.own || manages(session, entry.cluster?.id ?? ""));
  const approvedNumber = entry.history.findLast(
    ({ action }) => action === "approved" || action === "imported",
  )?.number;
  return (
    <Page title={title} crumb={<Crumb entry={entry} />} actions={<EntryActions entry={entry} />}>
      <div className={classes.layout}>
        <div className={classes.main}>
          {entry.view === "teaser" && <Alert variant="default">{t("page.teaserNote")}</Alert>}
          {entry.view === "public" && !entry.own && entry.history.length === 0 && (
            <Text c="dimmed" size="sm">
              {t("page.publicNote")}
            </Text>
          )}
          {entry.live && entry.state !== "approved" && approvedNumber && (
            <Alert variant="default">{t("page.workingCopy", { number: approvedNumber })}</Alert>
          )}
          {entry.state === "changes_requested" && entry.remarks.length > 0 && <Remarks entry={entry} />}
          <ContentView entry={entry.id} kind={entry.kind} content={entry.content} />
        </div>
        <aside className={classes.aside}>
          <Owner entry={entry} />
          {entry.history.length > 0 && <Matches entry={entry} />}
          {explained && <LazyGap entry={entry.id} />}
          {entry.review && (
            <Section
              title={t("page.reviewTitle")}
              aside={
                <Text size="sm" c="dimmed">
                  {t("page.version", { number: entry.review.number })}
                </Text>
              }
            >
              <ReviewResult review={entry.review} />
            </Section>
          )}
          {entry.history.length > 0 && (
            <Section title={t("page.history")} aside={<CompareLink entry={entry} />}>
              <HistoryList steps={entry.history} />
            </Section>
          )}
        </aside>
      </div>
    </Page>
  );
}

function Crumb({ entry }: { entry: Entry }) {
  const { t } = useTranslation("entries");
  const format = useFormat();
  return (
    <div className={classes.meta}>
      <Link to="/entries">{t("page.entries")}</Link>
      <KindTag kind={entry.kind} />
      <EntryStateBadge state={entry.state} />
      {entry.live && entry.validUntil && (
        <span>{t("page.live", { date: format.date(entry.validUntil) })}</span>
      )}
    </div>
  );
}

function Remarks({ entry }: { entry: Entry }) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  return (
    <Section title={t("page.remarks")}>
      <Stack gap="sm">
        {entry.remarks.map(({ field, text }) => (
          <Remark
            key={field + text}
            title={fieldOfPath(entry.kind, field) ? texts.place(entry.kind, field) : t("page.remarkWhole")}
            texts={[text]}
          />
        ))}
      </Stack>
    </Section>
  );
}

function Owner({ entry }: { entry: Entry }) {
  const { t } = useTranslation("entries");
  const word = useWords();
  const voivodeship = useCodeLabel("voivodeships");
  const { organisation, owner, cluster, auditor } = entry;
  return (
    <Section title={t("page.owner")}>
      <Stack gap="xs">
        {organisation && (
          <Link to="/organisations/$id" params={{ id: organisation.id }}>
            {nameTogether(organisation.name)}
          </Link>
        )}
        <Text size="sm">
          {[word("origin", owner.origin), word("size", owner.size), voivodeship(owner.voivodeship)]
            .filter(Boolean)
            .join(" · ")}
        </Text>
        <Facts
          items={[
            [
              t("page.clusterName"),
              cluster && (
                <Link to="/clusters/$slug" params={{ slug: cluster.slug }}>
                  <UserText text={cluster.name} />
                </Link>
              ),
            ],
            [t("review.auditor"), auditor?.name],
            [t("list.visibility"), word("visibility", entry.visibility)],
          ]}
        />
      </Stack>
    </Section>
  );
}

function Matches({ entry }: { entry: Entry }) {
  const { t } = useTranslation("entries");
  const mayCompose = can(useSession(), "consortium.compose");
  return (
    <Section title={t("page.matches")}>
      {entry.live ? (
        <Stack gap="sm" align="flex-start">
          <Text size="sm">{t("page.matchesLead")}</Text>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/matches" search={{ entry: entry.id }} {...props} />}
          >
            {t("page.allMatches")}
          </Button>
          {entry.kind === "need" && mayCompose && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/projects/new" search={{ need: entry.id }} {...props} />}
            >
              {t("page.compose")}
            </Button>
          )}
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {t("page.notMatched")}
        </Text>
      )}
    </Section>
  );
}

function CompareLink({ entry }: { entry: Entry }) {
  const { t } = useTranslation("entries");
  const versions = entry.versions + (entry.actions.includes("edit") ? 1 : 0);
  if (!entry.actions.includes("compare") || versions < 2) return null;
  return (
    <Link to="/entries/$id/compare" params={{ id: entry.id }}>
      {t("page.compare")}
    </Link>
  );
}

import { Alert, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import { useFilters } from "@/shared/filters/useFilters";
import { useFormat } from "@/shared/i18n/useFormat";
import { MatchStateBadge } from "@/shared/ui/Badges";
import { Crossing, Strands } from "@/shared/ui/Crossing";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { PageSkeleton } from "@/shared/ui/Loading";
import { Page, Section } from "@/shared/ui/Page";
import { Actions, HideButton } from "./Actions";
import { type Finding, isOpen, type MatchPage as Match, matchQuery } from "./api";
import { Changes } from "./Changes";
import { Components } from "./Components";
import { Contact } from "./Contact";
import { possibleGains, sentence } from "./findings";
import { History } from "./History";
import { inLanguage, type Lighting, LightingContext, wordsOf } from "./lit";
import { searchOf } from "./listQuery";
import classes from "./matches.module.css";
import { sidesOf } from "./MatchesTable";
import { Missing } from "./Missing";
import { Neighbours } from "./Neighbours";
import { SideCard } from "./SideCard";
import { useSayings } from "./useSayings";
import { useSeen } from "./useAct";

/** A match: both sides next to each other, why they were put together, and what to do. */
export function MatchPage() {
  const { t } = useTranslation("matches");
  const { id } = useParams({ strict: false });
  const { data: match, error, refetch } = useQuery(matchQuery(id ?? ""));
  if (error && !match) return <LoadProblem title={t("title")} error={error} onRetry={refetch} />;
  return match ? <MatchView key={match.id} match={match} /> : <PageSkeleton />;
}

/** How much two entries have in common, in a word for the heading. */
function strength(score: number): "strong" | "fair" | "weak" {
  if (score >= 65) return "strong";
  return score >= 40 ? "fair" : "weak";
}

function MatchView({ match }: { match: Match }) {
  const { t } = useTranslation("matches");
  useSeen(match);
  const [lit, setLit] = useState<ReadonlySet<string>>(new Set());
  const lighting: Lighting = useMemo(() => ({ lit, light: (keys) => setLit(new Set(keys)) }), [lit]);
  const words = useMemo(() => wordsOf(match.components), [match.components]);
  const findings = useMemo(
    () => [...match.missing, ...match.changes, ...match.components.flatMap(({ notes }) => notes)],
    [match],
  );
  const sayings = useSayings(findings);
  const say = (finding: Finding) => sentence(finding, sayings);
  const { language } = useFormat();
  const { title, teaser, description } = match.needContent;
  const needText = [title, teaser, description].map((text) => textIn(text, language)).join("\n");
  const kind = match.offer.kind === "competence" ? "competence" : "technology";
  return (
    <Page
      title={t(`page.title.${kind}.${strength(match.score)}`)}
      crumb={<Crumb match={match} />}
      actions={<HideButton match={match} />}
    >
      <LightingContext value={lighting}>
        <div className={classes.match}>
          {match.hidden && <Alert variant="default">{t("page.closed")}</Alert>}
          {match.decline && <Declined match={match} />}
          <div className={classes.pair} data-lit={lit.size > 0}>
            <SideCard
              side="need"
              view={match.need}
              aid={match.needAid}
              content={match.needContent}
              words={words.need}
              keys={words.keys}
              kinds={words.kinds}
            />
            <Cross match={match} />
            <SideCard
              side="offer"
              view={match.offer}
              aid={match.offerAid}
              content={match.offerContent}
              words={words.offer}
              keys={words.keys}
              kinds={words.kinds}
            />
          </div>
          <Contact match={match} />
          <Section
            title={t("page.why")}
            aside={
              <Text size="sm" c="dimmed" visibleFrom="md">
                {t("page.whyHint")}
              </Text>
            }
          >
            <Components components={match.components} needText={needText} say={say} />
            <Text size="sm" c="dimmed" mt="sm">
              {(match.need.view === "teaser" || match.offer.view === "teaser") && `${t("page.hiddenPairs")} `}
              {t("page.model", { model: match.model })}
            </Text>
          </Section>
          <div className={classes.two}>
            <Section title={t("page.missing")}>
              <Missing
                missing={inLanguage(match.missing, language)}
                say={say}
                gains={possibleGains(match.missing, match.components)}
              />
            </Section>
            {match.mine.length > 0 && (
              <Section title={t("page.changes")}>
                <Changes match={match} sayings={sayings} />
              </Section>
            )}
          </div>
          <Section title={t("page.history")}>
            <History steps={match.history} />
          </Section>
          <Actions match={match} />
        </div>
      </LightingContext>
    </Page>
  );
}

function Crumb({ match }: { match: Match }) {
  const { t } = useTranslation("matches");
  const { language } = useFormat();
  const { search } = useFilters();
  const { ours } = sidesOf(match);
  return (
    <div className={classes.crumb}>
      <span>
        <Link to="/matches" search={searchOf(search)}>
          {t("title")}
        </Link>{" "}
        › {textIn(ours.title, language)}
      </span>
      <Neighbours id={match.id} search={search} />
    </div>
  );
}

function Cross({ match }: { match: Match }) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const score = format.number(Math.round(match.score));
  return (
    <div className={classes.cross}>
      {isOpen(match.state) ? <Crossing label={t("page.mutual")} /> : <Strands />}
      <span className={classes.score} aria-label={t("page.scoreLabel", { score })} role="img">
        {score}
      </span>
      <span className={classes.scale}>{t("page.scoreScale")}</span>
      <MatchStateBadge state={match.state} />
    </div>
  );
}

function Declined({ match }: { match: Match }) {
  const { t } = useTranslation("matches");
  const word = useWords();
  if (!match.decline) return null;
  const { by, reason, note } = match.decline;
  const why = { reason: word("declineReason", reason) };
  const text = match.mine.includes(by)
    ? t("page.declinedByUs", why)
    : match.mine.length > 0
      ? t("page.declinedByThem", why)
      : t("page.declinedBy", { ...why, side: t(`side.${by}`) });
  return (
    <Alert variant="default">
      <Text size="sm">{text}</Text>
      {note && (
        <Text size="sm" c="dimmed">
          {t("page.declineNote", { note })}
        </Text>
      )}
    </Alert>
  );
}

import { Alert, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMediaQuery } from "@mantine/hooks";
import { useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "@/shared/api/text";
import type { Language } from "@/shared/i18n/languages";
import { useFormat } from "@/shared/i18n/useFormat";
import { MatchStateBadge } from "@/shared/ui/Badges";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { PageSkeleton } from "@/shared/ui/Loading";
import { Page, Section } from "@/shared/ui/Page";
import { Actions } from "./Actions";
import { type Finding, type MatchPage as Match, matchQuery, type Side } from "./api";
import { Changes } from "./Changes";
import { Components } from "./Components";
import { Contact } from "./Contact";
import { possibleGains, sentence } from "./findings";
import { History } from "./History";
import { inLanguage, type Lighting, LightingContext, wordsOf } from "./lit";
import classes from "./matches.module.css";
import { sidesOf } from "./MatchesTable";
import { Cross, Crumb, Declined, Score } from "./MatchParts";
import { Missing } from "./Missing";
import { Reasons } from "./Reasons";
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

function MatchView({ match }: { match: Match }) {
  const { t } = useTranslation("matches");
  useSeen(match);
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
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
  const { ours } = sidesOf(match);
  const card = (side: Side) => (
    <SideCard
      side={side}
      view={match[side]}
      content={side === "need" ? match.needContent : match.offerContent}
      words={words[side]}
      keys={words.keys}
      kinds={words.kinds}
      aid={side === "need" ? match.needAid : match.offerAid}
      narrow={narrow ? (match[side] === ours && match.mine.length > 0 ? "ours" : "theirs") : undefined}
      score={narrow && match[side] !== ours && <Score match={match} />}
    />
  );
  const missing = inLanguage(match.missing, language);
  return (
    <Page title={titleOf(match, language)} crumb={<Crumb match={match} />} width="full" hideTitle>
      <LightingContext value={lighting}>
        <div className={classes.match}>
          {match.hidden && <Alert variant="default">{t("page.closed")}</Alert>}
          {match.decline && <Declined match={match} />}
          <div
            className={classes.pair}
            data-lit={lit.size > 0}
            data-ours={ours === match.need ? "need" : "offer"}
          >
            {card("need")}
            {card("offer")}
            <div className={classes.why}>
              {!narrow && <Cross match={match} />}
              {narrow && match.state !== "suggested" && <MatchStateBadge state={match.state} />}
              <section aria-label={t("page.why")}>
                <h2 className={classes.whyTitle}>{t("page.why")}</h2>
                <Reasons components={match.components} needText={needText} say={say} pairs={narrow ? 3 : 6} />
              </section>
            </div>
          </div>
          <Contact match={match} />
          <div className={classes.two}>
            {(missing.length > 0 || !narrow) && (
              <Section title={t("page.missing")}>
                <Missing missing={missing} say={say} gains={possibleGains(match.missing, match.components)} />
              </Section>
            )}
            {match.mine.length > 0 && (
              <Section title={t("page.changes")}>
                <Changes match={match} sayings={sayings} />
              </Section>
            )}
          </div>
          <Details match={match} needText={needText} say={say} />
          <Actions match={match} />
        </div>
      </LightingContext>
    </Page>
  );
}

/** Both titles: what tells one match from another in a tab and a list of pages. */
function titleOf(match: Match, language: Language): string {
  const { ours, theirs } = sidesOf(match);
  return [theirs, ours].map(({ title }) => textIn(title, language) || "–").join(" ↔ ");
}

/** What few look for: the whole calculation, and what happened. */
function Details({
  match,
  needText,
  say,
}: {
  match: Match;
  needText: string;
  say: (finding: Finding) => string;
}) {
  const { t } = useTranslation("matches");
  const hidden = match.need.view === "teaser" || match.offer.view === "teaser";
  return (
    <div className={classes.details}>
      <details>
        <summary>{t("page.calculation")}</summary>
        <Section title={t("page.calculationTitle")}>
          <Components components={match.components} needText={needText} say={say} />
          <Text size="sm" c="dimmed" mt="sm">
            {hidden && `${t("page.hiddenPairs")} `}
            {t("page.model", { model: match.model })}
          </Text>
        </Section>
      </details>
      <details>
        <summary>{t("page.history")}</summary>
        <Section title={t("page.history")}>
          <History steps={match.history} />
        </Section>
      </details>
    </div>
  );
}

import { Alert, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { textIn } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import { useFilters } from "@/shared/filters/useFilters";
import { useFormat } from "@/shared/i18n/useFormat";
import { MatchStateBadge } from "@/shared/ui/Badges";
import { Crossing, Strands } from "@/shared/ui/Crossing";
import { HideButton } from "./Actions";
import { isOpen, type MatchPage } from "./api";
import { searchOf } from "./listQuery";
import classes from "./matches.module.css";
import { sidesOf } from "./MatchesTable";
import { Neighbours } from "./Neighbours";

/** How much two entries have in common, in a word. */
function strength(score: number): "strong" | "fair" | "weak" {
  if (score >= 65) return "strong";
  return score >= 40 ? "fair" : "weak";
}

export function Crumb({ match }: { match: MatchPage }) {
  const { t } = useTranslation("matches");
  const { language } = useFormat();
  const { search } = useFilters();
  const { ours } = sidesOf(match);
  return (
    <div className={classes.crumb}>
      <span className={classes.crumbPath}>
        <Link to="/matches" search={searchOf(search)}>
          {t("title")}
        </Link>{" "}
        › {textIn(ours.title, language)}
      </span>
      <span className={classes.crumbEnd}>
        <Neighbours id={match.id} search={search} />
        <HideButton match={match} />
      </span>
    </div>
  );
}

/** The strands between the two sides, the score, and what it means. */
export function Cross({ match }: { match: MatchPage }) {
  const { t } = useTranslation("matches");
  return (
    <div className={classes.cross}>
      <div className={classes.strands}>
        {isOpen(match.state) ? <Crossing wide label={t("page.mutual")} /> : <Strands wide />}
      </div>
      <Score match={match} />
      <span className={classes.scale}>{t(`page.strength.${strength(match.score)}`)}</span>
      <MatchStateBadge state={match.state} />
    </div>
  );
}

export function Score({ match }: { match: MatchPage }) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const score = format.number(Math.round(match.score));
  return (
    <span className={classes.scoreBox} aria-label={t("page.scoreLabel", { score })} role="img">
      <span className={classes.score}>{score}</span>
      <span className={classes.scale}>{t("page.of100")}</span>
    </span>
  );
}

export function Declined({ match }: { match: MatchPage }) {
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

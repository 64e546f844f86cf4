import { Text, VisuallyHidden } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Change, MatchPage, Side } from "./api";
import { clause, placeOf } from "./changes";
import type { Sayings } from "./findings";
import classes from "./matches.module.css";

/** What the own side could truthfully state otherwise, and the score it would bring; each leads to its field. */
export function Changes({ match, sayings }: { match: MatchPage; sayings: Sayings }) {
  const { t } = useTranslation("matches");
  const { changes, mine } = match;
  if (changes.length === 0) return <Text c="dimmed">{t("page.noChanges")}</Text>;
  const of = (side: Side) => changes.filter((change) => change.side === side);
  return (
    <>
      {mine.map((side) => (
        <div key={side}>
          {mine.length > 1 && of(side).length > 0 && (
            <Text size="sm" fw={600} mt="xs">
              {t(`page.changesOf.${side}`)}
            </Text>
          )}
          <ul className={classes.changes}>
            {of(side).map((change) => (
              <li key={change.field}>
                <Row change={change} match={match} sayings={sayings} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <Text size="sm" c="dimmed" mt="sm">
        {t("page.changesLead")}
      </Text>
    </>
  );
}

function Row({ change, match, sayings }: { change: Change; match: MatchPage; sayings: Sayings }) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const scores = {
    before: format.number(Math.round(match.score)),
    score: format.number(Math.round(change.score)),
  };
  const place = placeOf(change, match);
  const words = clause(change, sayings);
  return (
    <>
      <span className={classes.gain} aria-hidden>
        {t("page.fromTo", scores)}
      </span>
      <VisuallyHidden>{t("page.fromToSaid", scores)}</VisuallyHidden>
      {place ? (
        <Link to={place.to} params={{ id: place.id }} hash={place.field} className={classes.change}>
          {words}
          {"\u00a0"}
          <IconArrowRight size={14} aria-hidden />
        </Link>
      ) : (
        <span>{words}</span>
      )}
    </>
  );
}

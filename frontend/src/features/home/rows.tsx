import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import type { EntryItem } from "@/shared/api/model";
import { textIn } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { useFormat, useLanguage } from "@/shared/i18n/useFormat";
import { KindTag, NewDot } from "@/shared/ui/Badges";
import { UserText } from "@/shared/ui/TextBlock";
import { Age, RelativeTime } from "@/shared/ui/When";
import type { MatchItem } from "./api";
import classes from "./home.module.css";
import { type PartName, stepOf } from "./parts";

export function EntryRow({ entry, part }: { entry: EntryItem; part: PartName }) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  const waits = part === "reviews" || part === "unassigned";
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <KindTag kind={entry.kind} />
        <Link to={stepOf(part)} params={{ id: entry.id }} className={classes.title}>
          {textIn(entry.title, language) ? <UserText text={entry.title} /> : t("untitled")}
        </Link>
        {waits && entry.organisation && (
          <span className={classes.soft}>{nameTogether(entry.organisation.name)}</span>
        )}
      </div>
      <span className={classes.soft}>
        {waits && entry.submittedAt ? (
          <Age since={entry.submittedAt} />
        ) : (
          <RelativeTime at={entry.updatedAt} />
        )}
      </span>
    </li>
  );
}

/** The other side of a match, and beneath it the own entry that it answers. */
export function MatchRow({ match }: { match: MatchItem }) {
  const { t } = useTranslation("home");
  const word = useWords();
  const format = useFormat();
  const voivodeship = useCodeLabel("voivodeships");
  const [own, other] = match.mine.includes("need") ? [match.need, match.offer] : [match.offer, match.need];
  const owner =
    other.organisation?.name ??
    [word("origin", other.owner.origin), voivodeship(other.owner.voivodeship)].filter(Boolean).join(", ");
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <span className={classes.tags}>
          <KindTag kind={other.kind} />
          {match.new && <NewDot label={t("new")} />}
        </span>
        <Link to="/matches/$id" params={{ id: match.id }} className={classes.title}>
          <UserText text={other.title} />
        </Link>
        <span className={classes.soft}>
          {owner} · {t("answers")} <UserText text={own.title} />
        </span>
      </div>
      <span className={classes.score} title={t("score")}>
        {format.number(Math.round(match.score))}
      </span>
    </li>
  );
}

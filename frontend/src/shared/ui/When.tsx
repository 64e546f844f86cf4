import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { daysBetween, type Moment } from "../i18n/format";
import { useFormat } from "../i18n/useFormat";

const MINUTE = 60_000;

/** The present time, renewed every minute while the page is looked at. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** "5 minut temu", with the full date on hover. */
export function RelativeTime({ at }: { at: Moment }) {
  const format = useFormat();
  useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
      {format.ago(at)}
    </time>
  );
}

/** "4 listopada 2026, 14:30". */
export function DateTime({ at }: { at: Moment }) {
  const format = useFormat();
  return <time dateTime={new Date(at).toISOString()}>{format.dateTime(at)}</time>;
}

/** "14:30", where the day is known. */
export function TimeOfDay({ at }: { at: Moment }) {
  const format = useFormat();
  return <time dateTime={new Date(at).toISOString()}>{format.time(at)}</time>;
}

/** "4 listopada 2026". */
export function DateOnly({ at }: { at: Moment }) {
  const format = useFormat();
  return <time dateTime={new Date(at).toISOString().slice(0, 10)}>{format.date(at)}</time>;
}

/** "4 lis", with the year in any other than this, and the hour on hover: the one style of dates in tables. */
export function ShortDate({ at }: { at: Moment }) {
  const format = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)} style={{ whiteSpace: "nowrap" }}>
      {format.shortDate(at)}
    </time>
  );
}

/** How long something has been waiting: "od 3 dni", "od dzisiaj". */
export function Age({ since }: { since: Moment }) {
  const { t } = useTranslation("shared");
  const format = useFormat();
  const days = daysBetween(since, useNow());
  return (
    <time dateTime={new Date(since).toISOString()} title={format.dateTime(since)}>
      {days < 1 ? t("ageToday") : t("age", { count: days })}
    </time>
  );
}

import { useTranslation } from "react-i18next";
import { daysBetween } from "@/shared/i18n/format";
import { Age, useNow } from "@/shared/ui/When";
import classes from "./queue.module.css";

/** From so many days on, waiting is long: a member would ask what became of the entry. */
const LONG = 14;

/** Since when an entry waits; marked where that is long. */
export function Waiting({ since }: { since: string }) {
  const { t } = useTranslation("queue");
  const long = daysBetween(since, useNow()) >= LONG;
  return (
    <span className={classes.waiting} data-long={long} title={long ? t("long") : undefined}>
      <Age since={since} />
    </span>
  );
}

import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { noticesQuery } from "./api";
import classes from "./notifications.module.css";
import { NoticeRow } from "./NoticeRow";
import { useMarks } from "./useMarks";

const SHOWN = 8;

/** The latest notifications in the bell's dropdown. */
export function Latest({ onFollow }: { onFollow: () => void }) {
  const { t } = useTranslation("notifications");
  const list = useInfiniteQuery(noticesQuery("", SHOWN));
  const { readAll } = useMarks();
  const notices = itemsOf(list.data).slice(0, SHOWN);
  const [newest] = notices;
  const unread = notices.some(({ state }) => state === "unread");
  return (
    <div className={classes.dropdown}>
      <div className={classes.dropdownHead}>
        <strong>{t("title")}</strong>
        {newest && unread && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            c="dimmed"
            onClick={() => readAll.mutate(newest.id)}
            loading={readAll.isPending}
          >
            {t("readAll")}
          </Button>
        )}
      </div>
      {list.isPending && <RowsSkeleton rows={4} />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {list.data && notices.length === 0 && <p className={classes.none}>{t("none")}</p>}
      <ul className={classes.list}>
        {notices.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} onFollow={onFollow} />
        ))}
      </ul>
      <Link to="/notifications" className={classes.all} onClick={onFollow}>
        {t("all")}
      </Link>
    </div>
  );
}

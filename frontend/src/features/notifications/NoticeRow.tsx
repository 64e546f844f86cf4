import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NewDot } from "@/shared/ui/Badges";
import { RelativeTime, TimeOfDay } from "@/shared/ui/When";
import type { Notice } from "./api";
import classes from "./notifications.module.css";
import { useNoticeText, useNoticeTitle } from "./NoticeText";
import { targetOf } from "./target";
import { useMarks } from "./useMarks";

interface Props {
  notice: Notice;
  /** Called when it is followed, for example to close the dropdown. */
  onFollow?: () => void;
  actions?: ReactNode;
  /** The day stands above: the time of day is enough. */
  atTime?: boolean;
}

/** One notification as a link to where it can be acted on; following it marks it as read. */
export function NoticeRow({ notice, onFollow, actions, atTime }: Props) {
  const { t } = useTranslation("notifications");
  const text = useNoticeText();
  const title = useNoticeTitle();
  const router = useRouter();
  const { read } = useMarks();
  const target = targetOf(notice);
  const unread = notice.state === "unread";
  const follow = (event: MouseEvent) => {
    if (unread) read.mutate([notice.id]);
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onFollow?.();
    router.history.push(target);
  };
  return (
    <li className={classes.row} data-unread={unread}>
      <a href={target} onClick={follow} className={classes.link}>
        <span className={classes.mark}>{unread && <NewDot label={t("unreadMark")} />}</span>
        <span className={classes.body}>
          <span className={classes.text}>{text(notice)}</span>
          {title(notice) && <span className={classes.title}>{title(notice)}</span>}
          <span className={classes.time}>
            {atTime ? <TimeOfDay at={notice.createdAt} /> : <RelativeTime at={notice.createdAt} />}
            {notice.settledAt && ` · ${t("settled")}`}
          </span>
        </span>
      </a>
      {actions}
    </li>
  );
}

import { ActionIcon, Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconArchive, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import { type Filter, FilterChips } from "@/shared/filters/FilterChips";
import { useFilters } from "@/shared/filters/useFilters";
import { useFormat } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { type Notice, noticesQuery } from "./api";
import { byDay } from "./byDay";
import classes from "./notifications.module.css";
import { NoticeRow } from "./NoticeRow";
import { useNoticeText } from "./NoticeText";
import { useMarks } from "./useMarks";

type State = "" | "unread" | "archived";

export function NotificationsPage() {
  const { t } = useTranslation("notifications");
  const { value } = useFilters();
  const state: State =
    value("state") === "unread" || value("state") === "archived" ? (value("state") as State) : "";
  const list = useInfiniteQuery({ ...noticesQuery(state), placeholderData: (before) => before });
  const { readAll } = useMarks();
  const notices = itemsOf(list.data);
  const [newest] = notices;
  const filters: Filter[] = [
    {
      key: "state",
      label: t("state"),
      single: true,
      options: [
        { value: "unread", label: t("states.unread") },
        { value: "archived", label: t("states.archived") },
      ],
    },
  ];
  return (
    <Page
      title={t("title")}
      width="read"
      actions={
        newest &&
        notices.some((one) => one.state === "unread") && (
          <Button variant="default" onClick={() => readAll.mutate(newest.id)} loading={readAll.isPending}>
            {t("readAll")}
          </Button>
        )
      }
    >
      <FilterChips filters={filters} />
      {list.isPending && <RowsSkeleton rows={6} />}
      <ProblemAlert
        error={list.error ?? readAll.error}
        onRetry={list.error ? () => void list.refetch() : undefined}
      />
      {list.data && notices.length === 0 && (
        <EmptyState title={t(state === "" ? "none" : "noneFound")}>
          {state === "" && t("noneText")}
        </EmptyState>
      )}
      <Days notices={notices} />
      {list.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          onClick={() => void list.fetchNextPage()}
          loading={list.isFetchingNextPage}
        >
          {t("more")}
        </Button>
      )}
    </Page>
  );
}

function Days({ notices }: { notices: Notice[] }) {
  const format = useFormat();
  return byDay(notices).map(({ day, groups }) => (
    <section key={day} className={classes.day}>
      <h2>{format.date(day)}</h2>
      <ul className={classes.list}>
        {groups.map(({ kind, notices: alike }) =>
          alike.length > 1 ? (
            <Alike key={kind} notices={alike} />
          ) : (
            <Rows key={alike[0]?.id} notices={alike} />
          ),
        )}
      </ul>
    </section>
  ));
}

function Rows({ notices }: { notices: Notice[] }) {
  return notices.map((notice) => (
    <NoticeRow key={notice.id} notice={notice} atTime actions={<Actions notice={notice} />} />
  ));
}

/** What several tell of together: all new matches or hits, and the best score. */
const together = (notices: Notice[]) => ({
  count: notices.reduce((sum, { count = 1 }) => sum + count, 0),
  score: Math.max(...notices.map(({ score = 0 }) => score)),
});

/** Many of one kind: a line that says how many, and opens. */
function Alike({ notices }: { notices: Notice[] }) {
  const { t } = useTranslation("notifications");
  const text = useNoticeText();
  const { archive } = useMarks();
  const [newest] = notices;
  if (!newest) return null;
  const open = notices.filter(({ state }) => state !== "archived");
  return (
    <li className={classes.alike} data-unread={notices.some(({ state }) => state === "unread")}>
      <details>
        <summary>
          <span className={classes.text}>{text({ ...newest, ...together(notices) })}</span>{" "}
          <span className={classes.howMany}>{t("alike", { count: notices.length })}</span>
        </summary>
        {open.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            loading={archive.isPending}
            onClick={() => archive.mutate(open.map(({ id }) => id))}
          >
            {t("archiveAll")}
          </Button>
        )}
        <ul className={classes.list}>
          <Rows notices={notices} />
        </ul>
      </details>
    </li>
  );
}

function Actions({ notice }: { notice: Notice }) {
  const { t } = useTranslation("notifications");
  const { read, archive } = useMarks();
  return (
    <span className={classes.actions}>
      {notice.state === "unread" && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("read")}
          title={t("read")}
          onClick={() => read.mutate([notice.id])}
        >
          <IconCheck size={16} aria-hidden />
        </ActionIcon>
      )}
      {notice.state !== "archived" && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("archive")}
          title={t("archive")}
          onClick={() => archive.mutate([notice.id])}
        >
          <IconArchive size={16} aria-hidden />
        </ActionIcon>
      )}
    </span>
  );
}

import { Button } from "@mantine/core";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/shared/api/problem";
import { useConnection } from "@/shared/live/useConnection";
import { NoPage } from "@/shared/ui/LoadProblem";
import { EmptyState } from "@/shared/ui/EmptyState";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { Mark } from "@/shared/ui/Mark";
import classes from "./CrashPage.module.css";
import { NotFoundPage } from "./NotFoundPage";

/** What stands in a page's place when it could not be read or drawn. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation("app");
  const queries = useQueryErrorResetBoundary();
  // A query that failed is read again when the page is shown the next time, instead of failing at once.
  useEffect(() => queries.reset(), [queries]);
  const again = useAgain(reset, error instanceof Problem && error.passing);
  if (error instanceof Problem && error.absent) return <NotFoundPage />;
  if (error instanceof Problem && error.status === 403)
    return <NoPage title={t("crash.title")} kind="forbidden" />;
  if (error instanceof Problem) {
    return (
      <Page title={t("crash.title")} width="read" hideTitle>
        <ProblemAlert error={error} onRetry={again} />
      </Page>
    );
  }
  return (
    <Page title={t("crash.title")} width="read" hideTitle>
      <EmptyState
        title={t("crash.title")}
        action={<Button onClick={() => location.reload()}>{t("crash.reload")}</Button>}
      >
        {t("crash.text")}
      </EmptyState>
    </Page>
  );
}

/** The same where the shell itself could not be had: without a session there is no rail to stand in. */
export function BareCrashPage(props: ErrorComponentProps) {
  return (
    <div className={classes.bare}>
      <p className={classes.bareBrand}>
        <Mark />
        Splot
      </p>
      <main>
        <CrashPage {...props} />
      </main>
    </div>
  );
}

/** How often a page that could not be had is tried again by itself. */
const AGAIN = 5_000;

/** Reads and draws the page again; also by itself where that may help, and at once when the connection is back. */
function useAgain(reset: () => void, passing: boolean) {
  const router = useRouter();
  const { state } = useConnection();
  const again = useCallback(() => {
    reset();
    void router.invalidate();
  }, [reset, router]);
  useEffect(() => {
    if (!passing) return;
    const timer = setInterval(again, AGAIN);
    return () => clearInterval(timer);
  }, [passing, again]);
  const before = useRef(state);
  useEffect(() => {
    if (passing && state === "online" && before.current !== "online") again();
    before.current = state;
  }, [passing, state, again]);
  return again;
}

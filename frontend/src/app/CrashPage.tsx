import { Button } from "@mantine/core";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/shared/api/problem";
import { EmptyState } from "@/shared/ui/EmptyState";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { NotFoundPage } from "./NotFoundPage";

/** What stands in a page's place when it could not be read or drawn. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation("app");
  const queries = useQueryErrorResetBoundary();
  // A query that failed is read again when the page is shown the next time, instead of failing at once.
  useEffect(() => queries.reset(), [queries]);
  if (error instanceof Problem && error.absent) return <NotFoundPage />;
  if (error instanceof Problem) {
    return (
      <Page title={t("crash.title")} width="read" hideTitle>
        <ProblemAlert error={error} onRetry={reset} />
      </Page>
    );
  }
  // A chunk that is gone means that the server has been updated since this page was loaded.
  const outdated = /dynamically imported module|module script/i.test(String(error));
  return (
    <Page title={t("crash.title")} width="read" hideTitle>
      <EmptyState
        title={t("crash.title")}
        action={<Button onClick={() => location.reload()}>{t("crash.reload")}</Button>}
      >
        {outdated ? t("crash.newVersion") : t("crash.text")}
      </EmptyState>
    </Page>
  );
}

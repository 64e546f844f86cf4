import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asProblem } from "../api/problem";
import { EmptyState } from "./EmptyState";
import { Page } from "./Page";
import { ProblemAlert } from "./ProblemAlert";

interface Props {
  /** What the page would have shown. */
  title: string;
  error: unknown;
  onRetry: () => unknown;
}

/**
 * The page in place of one whose content could not be read, in one way everywhere: it is not there, it is not for this
 * account, or it could not be loaded, with what can be done.
 */
export function LoadProblem({ title, error, onRetry }: Props) {
  const problem = asProblem(error);
  if (problem.absent) return <NoPage title={title} kind="absent" />;
  if (problem.status === 403) return <NoPage title={title} kind="forbidden" />;
  return (
    <Page title={title}>
      <ProblemAlert error={error} onRetry={() => void onRetry()} />
    </Page>
  );
}

/** The page of something that is not there, or not for this account. */
export function NoPage({ title, kind }: { title: string; kind: "absent" | "forbidden" }) {
  const { t } = useTranslation("shared");
  return (
    <Page title={title}>
      <EmptyState
        title={t(`noPage.${kind}Title`)}
        action={
          <Group gap="sm">
            <Button renderRoot={(props) => <Link to="/" {...props} />}>{t("noPage.home")}</Button>
            <Button variant="default" renderRoot={(props) => <Link to="/search" {...props} />}>
              {t("noPage.search")}
            </Button>
          </Group>
        }
      >
        {t(`noPage.${kind}`)}
      </EmptyState>
    </Page>
  );
}

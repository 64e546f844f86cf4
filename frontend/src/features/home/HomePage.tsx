import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { hasRole, type Session, useSession } from "@/shared/api/session";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import classes from "./home.module.css";
import { Checklist } from "./Checklist";
import { useSteps } from "./useSteps";
import { useWaiting, Waiting } from "./Waiting";

/** What waits for the person, most pressing first: one look tells what to do next. */
export function HomePage() {
  const { t } = useTranslation("home");
  const session = useSession();
  const { parts, pending, error, retry } = useWaiting(session);
  const steps = useSteps(session);
  const count = parts.reduce((sum, { total }) => sum + total, 0);
  return (
    <Page
      title={t("greeting")}
      lead={pending ? t("looking") : count > 0 ? t("waiting", { count }) : t("nothing")}
      actions={hasRole(session, "representative") && <NewEntry />}
    >
      <ProblemAlert error={error} onRetry={retry} />
      {pending && <RowsSkeleton rows={6} />}
      {!pending && !error && parts.length === 0 && steps.length === 0 && <NextStep session={session} />}
      <div className={classes.parts}>
        {steps.length > 0 && <Checklist steps={steps} />}
        {parts.map((part, index) => (
          <Waiting key={part.name} part={part} first={index === 0} />
        ))}
      </div>
    </Page>
  );
}

function NewEntry() {
  const { t } = useTranslation("home");
  return (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/entries/new" {...props} />}
    >
      {t("newEntry")}
    </Button>
  );
}

/** Nothing waits: what could be done, by role. */
function NextStep({ session }: { session: Session }) {
  const { t } = useTranslation("home");
  const step = hasRole(session, "representative")
    ? ({ name: "representative", to: "/entries/new" } as const)
    : hasRole(session, "manager")
      ? ({ name: "manager", to: "/organisations" } as const)
      : hasRole(session, "admin")
        ? ({ name: "admin", to: "/clusters" } as const)
        : hasRole(session, "auditor")
          ? ({ name: "auditor", to: "/queue" } as const)
          : ({ name: session.grants.length > 0 ? "other" : "none", to: "/search" } as const);
  return (
    <EmptyState
      title={t(`next.${step.name}.title`)}
      action={
        <Button renderRoot={(props) => <Link to={step.to} {...props} />}>
          {t(`next.${step.name}.action`)}
        </Button>
      }
    >
      {t(`next.${step.name}.text`)}
    </EmptyState>
  );
}

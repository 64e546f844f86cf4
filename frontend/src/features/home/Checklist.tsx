import { VisuallyHidden } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Section } from "@/shared/ui/Page";
import classes from "./home.module.css";
import type { Step } from "./steps";

/** The first steps: what is done is ticked, the rest are links, the next one first to the eye. */
export function Checklist({ steps }: { steps: Step[] }) {
  const { t } = useTranslation("home");
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done);
  return (
    <Section
      title={t("steps.title")}
      aside={<span>{t("steps.progress", { done, total: steps.length })}</span>}
    >
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.name} data-done={step.done} data-next={step === next || undefined}>
            {step.done ? (
              <IconCircleCheckFilled size={20} aria-hidden />
            ) : (
              <IconCircle size={20} stroke={1.5} aria-hidden />
            )}
            <div>
              {step.done ? (
                <span>
                  {t(`steps.${step.name}.title`)}
                  <VisuallyHidden> – {t("steps.done")}</VisuallyHidden>
                </span>
              ) : (
                <StepLink to={step.to}>{t(`steps.${step.name}.title`)}</StepLink>
              )}
              {step === next && <p className={classes.soft}>{t(`steps.${step.name}.why`)}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function StepLink({ to, children }: { to: string; children: string }) {
  const router = useRouter();
  return (
    <a
      href={to}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        router.history.push(to);
      }}
    >
      {children}
    </a>
  );
}

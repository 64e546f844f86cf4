import { Alert, Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "@/shared/api/session";
import type { Text } from "@/shared/api/text";
import { useLocalForm } from "@/shared/draft/useLocalForm";
import { useFilters } from "@/shared/filters/useFilters";
import { LIMITS, suggest } from "../api";
import classes from "../projects.module.css";
import { CapabilitiesStep } from "./CapabilitiesStep";
import { DraftStep } from "./DraftStep";
import { blank, type Plan, wanted, withSuggested } from "./plan";
import { TeamStep } from "./TeamStep";

interface Props {
  need?: string;
  /** Of the need; a call's is typed. */
  source?: string;
  title: Text;
  /** Who starts the project; empty where it has to be chosen. */
  organisation: string;
}

export type Step = 1 | 2 | 3;

export interface StepProps {
  plan: Plan;
  set: (change: Partial<Plan>) => void;
  goTo: (step: Step) => void;
}

/** The three steps: what it takes, who would do it, and the draft. What is typed stays on the device until the end. */
export function Composer({ need, source, title, organisation }: Props) {
  const { t } = useTranslation("projects");
  const { person } = useSession();
  const form = useLocalForm<Plan>(
    `${person.id}:compose:${need ?? "call"}`,
    { ...blank(organisation), title },
    0,
  );
  const suggested = useQuery({
    queryKey: ["team", "capabilities", need],
    queryFn: () => suggest({ entry: need }),
    enabled: need !== undefined && !form.value.asked,
    staleTime: Infinity,
  });
  // Until something is changed the list is what the server suggests.
  const plan: Plan = form.value.asked
    ? form.value
    : {
        ...form.value,
        capabilities: withSuggested(form.value.capabilities, suggested.data ?? [], LIMITS.capabilities),
      };
  const set = (change: Partial<Plan>) => form.set(change.capabilities ? { asked: true, ...change } : change);
  const { step, goTo } = useStep(wanted(plan.capabilities).length > 0 && plan.organisation !== "");
  const props = { plan, set, goTo };
  return (
    <div className={classes.box}>
      <Steps step={step} plan={plan} goTo={goTo} />
      {form.restored && (
        <Alert variant="light" color="gray" role="status">
          {t("compose.restored")}{" "}
          <Anchor component="button" type="button" onClick={form.reset}>
            {t("compose.startAnew")}
          </Anchor>
        </Alert>
      )}
      {step === 1 && <CapabilitiesStep {...props} need={need} source={source} suggested={suggested} />}
      {step === 2 && <TeamStep {...props} />}
      {step === 3 && <DraftStep {...props} need={need} onDone={form.clear} />}
    </div>
  );
}

/** The step in the address, so that "back" goes a step back; the first until there is something to go on with. */
function useStep(ready: boolean) {
  const { value } = useFilters();
  const navigate = useNavigate();
  const asked = Number(value("step"));
  const step: Step = ready && (asked === 2 || asked === 3) ? asked : 1;
  const goTo = (next: Step) =>
    void navigate({
      to: ".",
      search: ((before: object) => ({ ...before, step: next === 1 ? undefined : String(next) })) as never,
    });
  return { step, goTo };
}

const STEPS: Step[] = [1, 2, 3];

function Steps({ step, plan, goTo }: { step: Step; plan: Plan; goTo: (step: Step) => void }) {
  const { t } = useTranslation("projects");
  const ready = wanted(plan.capabilities).length > 0 && plan.organisation !== "";
  return (
    <nav aria-label={t("compose.steps")}>
      <ol className={classes.steps}>
        {STEPS.map((one) => (
          <li key={one}>
            <button
              type="button"
              className={classes.step}
              aria-current={one === step ? "step" : undefined}
              disabled={one > 1 && !ready}
              onClick={() => goTo(one)}
            >
              {t("compose.step", { number: one, name: t(`compose.stepName.${one}`) })}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

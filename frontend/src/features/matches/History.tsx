import { loose } from "@/shared/i18n/loose";
import { useTranslation } from "react-i18next";
import { DateTime } from "@/shared/ui/When";
import type { Step } from "./api";
import classes from "./matches.module.css";

/** What happened to a match, the latest first; before both agree the other side has no name. */
export function History({ steps }: { steps: Step[] }) {
  const { t } = useTranslation("matches");
  const text = loose(t);
  const say = ({ action, side, own }: Step) => {
    const who = own ? "own" : side;
    const other = t("step.other");
    return who
      ? text([`step.${action}.${who}`, `step.${action}`], { defaultValue: other })
      : text(`step.${action}`, { defaultValue: other });
  };
  return (
    <ol className={classes.history}>
      {steps.toReversed().map((step, index) => (
        <li key={index}>
          {say(step)}
          <span className={classes.scale} style={{ display: "block", textAlign: "left" }}>
            <DateTime at={step.at} />
            {step.name && ` · ${step.name}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

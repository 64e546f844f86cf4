import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionBar } from "@/shared/ui/ActionBar";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { isAnonymous, isOpen, type MatchPage } from "./api";
import { AgreedDialog, DeclineDialog, InterestDialog, sideOf } from "./dialogs";
import classes from "./matches.module.css";
import { useAct } from "./useAct";

/** What the viewer may do with a match now, and what the other side will learn of it. */
export function Actions({ match }: { match: MatchPage }) {
  const { t } = useTranslation("matches");
  const [dialog, setDialog] = useState<"interest" | "decline" | "agreed">();
  const act = useAct(match);
  const may = (action: MatchPage["actions"][number]) => match.actions.includes(action);
  const run = (step: string, body: Record<string, unknown> = {}) =>
    act.mutate({ step, body: { ...body, ...sideOf(match) } });
  const dialogOf = (one: typeof dialog) => ({
    match,
    opened: dialog === one,
    onClose: () => setDialog(undefined),
  });
  const answered = may("interest") && otherSides(match).some(({ interested }) => interested);
  if (match.mine.length === 0) {
    return (
      <p className={classes.readOnly}>
        <Note match={match} />
      </p>
    );
  }
  return (
    <>
      <ProblemAlert error={act.error} />
      <ActionBar note={<Note match={match} />}>
        {may("interest") && (
          <Button onClick={() => setDialog("interest")}>
            {t(answered ? "action.agreeMutual" : "action.interest")}
          </Button>
        )}
        {may("talking") && (
          <Button loading={act.isPending} onClick={() => run("progress", { state: "talking" })}>
            {t("action.talking")}
          </Button>
        )}
        {may("agreed") && (
          <Button variant={may("talking") ? "default" : "filled"} onClick={() => setDialog("agreed")}>
            {t("action.agreed")}
          </Button>
        )}
        {may("reconsider") && (
          <Button variant="default" loading={act.isPending} onClick={() => run("reconsider")}>
            {t(match.state === "declined" ? "action.reconsiderDecline" : "action.reconsiderInterest")}
          </Button>
        )}
        {may("decline") && (
          <Button variant="default" onClick={() => setDialog("decline")}>
            {t("action.decline")}
          </Button>
        )}
      </ActionBar>
      <InterestDialog {...dialogOf("interest")} />
      <DeclineDialog {...dialogOf("decline")} />
      <AgreedDialog {...dialogOf("agreed")} />
    </>
  );
}

const otherSides = (match: MatchPage) =>
  (["need", "offer"] as const).filter((side) => !match.mine.includes(side)).map((side) => match[side]);

/** In one sentence where the match stands and what the other side knows. */
function Note({ match }: { match: MatchPage }) {
  const { t } = useTranslation("matches");
  const text = () => {
    if (match.mine.length === 0) return t("page.readOnly");
    if (isOpen(match.state) || match.state === "declined") return "";
    if (match.mine.some((side) => match[side].interested)) return t("page.waiting");
    if (otherSides(match).some(({ interested }) => interested)) return t("page.theyWait");
    return match.mine.some((side) => isAnonymous(match, side)) ? t("page.anonymity") : "";
  };
  return <>{text()}</>;
}

/** Takes a match out of the own list, or back in; nobody else notices. */
export function HideButton({ match }: { match: MatchPage }) {
  const { t } = useTranslation("matches");
  const act = useAct(match);
  const step = (["hide", "unhide"] as const).find((one) => match.actions.includes(one));
  if (!step) return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      c="dimmed"
      size="compact-sm"
      loading={act.isPending}
      onClick={() => act.mutate({ step, body: sideOf(match) })}
    >
      {t(`action.${step}`)}
    </Button>
  );
}

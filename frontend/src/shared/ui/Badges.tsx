import { useTranslation } from "react-i18next";
import classes from "./Badges.module.css";

export type Kind = "need" | "technology" | "competence";

/** The kind of an audit entry: colour of its strand, a shape and the word. */
export function KindTag({ kind }: { kind: Kind }) {
  const { t } = useTranslation("shared");
  return (
    <span className={classes.kind} data-strand={kind === "need" ? "need" : "offer"}>
      <KindShape kind={kind} />
      {t(`kind.${kind}`)}
    </span>
  );
}

/** A need is a socket, a technology a solid, a competence a ring: told apart without colour. */
function KindShape({ kind }: { kind: Kind }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
      {kind === "need" && (
        <path
          d="M8.2 2.2A4 4 0 1 0 8.2 7.8"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      )}
      {kind === "technology" && <rect x="1" y="1" width="8" height="8" rx="1.5" fill="currentColor" />}
      {kind === "competence" && (
        <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="2.2" />
      )}
    </svg>
  );
}

export type Tone = "plain" | "busy" | "good" | "bad" | "need" | "offer";

/** A state in words on a quiet tone. The words carry the meaning; the tone only repeats it. */
export function StateBadge({ tone = "plain", children }: { tone?: Tone; children: React.ReactNode }) {
  return (
    <span className={classes.state} data-tone={tone}>
      {children}
    </span>
  );
}

export type EntryState =
  | "draft"
  | "submitted"
  | "in_review"
  | "changes_requested"
  | "approved"
  | "withdrawn"
  | "expired"
  | "superseded";

const entryTones: Record<EntryState, Tone> = {
  draft: "plain",
  submitted: "busy",
  in_review: "busy",
  changes_requested: "bad",
  approved: "good",
  withdrawn: "plain",
  expired: "plain",
  superseded: "plain",
};

export function EntryStateBadge({ state }: { state: EntryState }) {
  const { t } = useTranslation("shared");
  return <StateBadge tone={entryTones[state]}>{t(`entryState.${state}`)}</StateBadge>;
}

export type MatchState = "suggested" | "interest" | "mutual" | "talking" | "agreed" | "declined";

const matchTones: Record<MatchState, Tone> = {
  suggested: "plain",
  interest: "busy",
  mutual: "good",
  talking: "good",
  agreed: "good",
  declined: "plain",
};

export function MatchStateBadge({ state }: { state: MatchState }) {
  const { t } = useTranslation("shared");
  return <StateBadge tone={matchTones[state]}>{t(`matchState.${state}`)}</StateBadge>;
}

/** Marks what came since the last visit; `label` says it to a screen reader. */
export function NewDot({ label }: { label: string }) {
  return <span className={classes.dot} role="img" aria-label={label} />;
}

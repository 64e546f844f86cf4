import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { EntryKind } from "@/shared/api/entry";
import { type Field, fieldOfPath } from "../content/fields";
import { useFieldTexts } from "../content/useFieldTexts";
import { useSay } from "../content/useSay";
import classes from "./Compare.module.css";
import type { Difference } from "./differences";
import { type Run, wordDiff } from "./wordDiff";

/** One field before and after, with the words that changed marked in both. */
export function DifferenceRow({ kind, difference }: { kind: EntryKind; difference: Difference }) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const { field: path, before, after } = difference;
  const say = useSay({
    concepts: path === "concepts" ? [before, after].flatMap((list) => (list as string[] | null) ?? []) : [],
  });
  const field = fieldOfPath(kind, path);
  const words = (value: unknown) => said(say, field, path, value);
  const [from, to] = [words(before), words(after)];
  const runs = useMemo(() => wordDiff(from, to), [from, to]);
  const lang = /\.(pl|en)$/.exec(path)?.[1];
  return (
    <div className={classes.row}>
      <div className={classes.label}>{texts.place(kind, path)}</div>
      <div className={classes.pair}>
        {(["removed", "added"] as const).map((side) => (
          <div key={side}>
            <div className={classes.sideName}>
              {side === "removed" ? t("compare.before") : t("compare.after")}
            </div>
            <div className={classes.side} lang={lang}>
              {(side === "removed" ? from : to) ? (
                <Marked runs={runs} side={side} />
              ) : (
                <span className={classes.empty}>{t("compare.empty")}</span>
              )}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

function said(
  say: ReturnType<typeof useSay>,
  field: Field | undefined,
  path: string,
  value: unknown,
): string {
  if (value === null || value === undefined) return "";
  // A part of a list of documents: "competence.equipment.0.model" is a word, not the whole list.
  const within = field !== undefined && path !== field.path && field.shape.type !== "text";
  if (field && !within) return say(field, value);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function Marked({ runs, side }: { runs: Run[]; side: "removed" | "added" }) {
  return (
    <>
      {runs.map(({ kind, text }, index) => {
        if (kind === "same") return <span key={index}>{text}</span>;
        if (kind !== side) return null;
        return side === "removed" ? <del key={index}>{text}</del> : <ins key={index}>{text}</ins>;
      })}
    </>
  );
}

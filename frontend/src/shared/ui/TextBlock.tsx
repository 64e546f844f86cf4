import { useTranslation } from "react-i18next";
import { languageOf, type Text, textIn } from "../api/text";
import { useLanguage } from "../i18n/useFormat";
import classes from "./TextBlock.module.css";

/** What a user wrote, in the reader's language where it exists, with the right `lang`. */
export function UserText({ text }: { text: Text | undefined }) {
  const language = useLanguage();
  const shown = languageOf(text, language);
  return <span lang={shown === language ? undefined : shown}>{textIn(text, language)}</span>;
}

interface FieldTextProps {
  /** Left out where a heading says it already. */
  label?: string;
  text: Text | undefined;
  /** Shown when nothing is written; the whole field is left out without it. */
  empty?: string;
}

/** A labelled long text: paragraphs kept, the other language one click away where both exist. */
export function FieldText({ label, text, empty }: FieldTextProps) {
  const { t } = useTranslation("shared");
  const language = useLanguage();
  const first = languageOf(text, language);
  const other = first === "pl" ? "en" : "pl";
  const value = textIn(text, language);
  if (!value && !empty) return null;
  return (
    <div className={classes.field}>
      {label && <div className={classes.label}>{label}</div>}
      <div className={classes.text} lang={first === language ? undefined : first}>
        {value || <span className={classes.empty}>{empty}</span>}
      </div>
      {text?.[other] && text[first] && (
        <details className={classes.other}>
          <summary>{t(`inLanguage.${other}`)}</summary>
          <div className={classes.text} lang={other}>
            {text[other]}
          </div>
        </details>
      )}
    </div>
  );
}

/** A labelled short value in a description list. */
export function Facts({ items }: { items: [label: string, value: React.ReactNode][] }) {
  const filled = items.filter(
    ([, value]) => value !== undefined && value !== null && value !== "" && value !== false,
  );
  if (filled.length === 0) return null;
  return (
    <div className={classes.factsBox}>
      <dl className={classes.facts}>
        {filled.map(([label, value]) => (
          <div key={label} className={classes.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

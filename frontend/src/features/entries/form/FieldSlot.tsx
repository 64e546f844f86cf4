import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { EntryPage, Remark as AuditorRemark } from "@/shared/api/entry";
import { textIn } from "@/shared/api/text";
import { same } from "@/shared/draft/keeper";
import { useLanguage } from "@/shared/i18n/useFormat";
import { fieldId } from "@/shared/ui/revealField";
import { Explain } from "../content/Explain";
import type { Field } from "../content/fields";
import { getAt, type Path } from "../content/path";
import { AttachmentsField } from "./AttachmentsField";
import { ConceptsField } from "./ConceptsField";
import type { Written } from "./desk";
import { FieldControl } from "./FieldControl";
import classes from "./Form.module.css";
import { Remark } from "./Remark";
import type { EntryDraft } from "./useEntryDraft";
import { VisibilityField, VisibilityPreview } from "./VisibilityField";

interface Props {
  entry: EntryPage;
  draft: EntryDraft;
  field: Field;
  errors: Record<Path, string>;
  remarks: AuditorRemark[];
  onEdit: (path: Path, value: unknown) => void;
  /** The address names this field. */
  wanted: boolean;
}

/**
 * A field's place in the form: its control, its explanation, and what the auditor said about it. Typing in one
 * field does not draw the others again: onEdit may therefore be an old one, and must not close over the draft's value.
 */
export const FieldSlot = memo(Slot, unchanged);

// What these show depends on more than their own value.
const WIDE: Field["shape"]["type"][] = ["concepts", "attachments", "visibility"];

function unchanged(before: Props, after: Props): boolean {
  const { field } = after;
  const value = (props: Props) =>
    WIDE.includes(field.shape.type) ? props.draft.value : getAt(props.draft.value, field.path);
  return (
    before.entry === after.entry &&
    before.field === field &&
    before.wanted === after.wanted &&
    before.remarks === after.remarks &&
    value(before) === value(after) &&
    same(messages(before.errors, field), messages(after.errors, field))
  );
}

const messages = (errors: Record<Path, string>, { path }: Field) =>
  Object.entries(errors).filter(([at]) => at === path || at.startsWith(`${path}.`));

function Slot({ entry, draft, field, errors, remarks, onEdit, wanted }: Props) {
  const { t } = useTranslation("entries");
  const within = Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(`${field.path}.`) ? [[path.slice(field.path.length + 1), message]] : [],
    ),
  );
  const control = {
    field,
    value: getAt(draft.value, field.path),
    onChange: (value: unknown) => onEdit(field.path, value),
    error: errors[field.path],
    errors: within,
  };
  const said = remarks.filter(
    (remark) => remark.field === field.path || remark.field.startsWith(`${field.path}.`),
  );
  return (
    <div
      id={fieldId(field.path)}
      className={classes.field}
      data-half={field.half ?? false}
      data-wanted={wanted || undefined}
    >
      <Control entry={entry} draft={draft} control={control} />
      {field.term && (
        <div className={classes.explain}>
          <Explain term={field.term} />
        </div>
      )}
      {said.length > 0 && <Remark title={t("form.remarkTitle")} texts={said.map(({ text }) => text)} />}
    </div>
  );
}

interface ControlProps {
  entry: EntryPage;
  draft: EntryDraft;
  control: React.ComponentProps<typeof FieldControl>;
}

function Control({ entry, draft, control }: ControlProps) {
  const language = useLanguage();
  const { field, onChange, errors } = control;
  const error = control.error ?? Object.values(errors)[0];
  const { value } = draft;
  switch (field.shape.type) {
    case "concepts":
      return (
        <ConceptsField
          value={value.concepts}
          onChange={onChange}
          error={error}
          text={textToSuggestFrom(value, language)}
        />
      );
    case "attachments":
      return (
        <AttachmentsField
          entry={entry.id}
          files={entry.content.attachments}
          attach={draft.attach}
          detach={draft.detach}
        />
      );
    case "visibility":
      return (
        <>
          <VisibilityField value={value.visibility} onChange={onChange} error={error} />
          <div style={{ marginTop: "1rem" }}>
            <VisibilityPreview
              entry={entry}
              title={value.title}
              teaser={value.teaser}
              trl={trlOf(value)}
              visibility={value.visibility}
            />
          </div>
        </>
      );
    default:
      return <FieldControl {...control} />;
  }
}

const trlOf = ({ technology, need, competence }: Written) =>
  technology?.trl ?? need?.minTrl ?? competence?.trlMax ?? null;

function textToSuggestFrom(content: Written, language: "pl" | "en"): string {
  const texts = [
    content.title,
    content.teaser,
    content.need?.problem,
    content.description,
    content.competence?.field,
    content.competence?.methods,
  ];
  return [...texts.map((text) => textIn(text, language)), content.keywords.join(", ")]
    .filter(Boolean)
    .join("\n");
}

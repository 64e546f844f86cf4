import { Text } from "@mantine/core";
import { IconFile } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { EntryContent, EntryKind, Equipment } from "@/shared/api/entry";
import { address } from "@/shared/api/request";
import { isEmpty, type Text as Bilingual } from "@/shared/api/text";
import { Section } from "@/shared/ui/Page";
import { Facts, FieldText } from "@/shared/ui/TextBlock";
import classes from "./ContentView.module.css";
import { type Field, sectionsOf } from "./fields";
import { FileSize } from "./FileSize";
import { getAt, isBlank } from "./path";
import { useFieldTexts } from "./useFieldTexts";
import { useSay } from "./useSay";

interface Props {
  entry: string;
  kind: EntryKind;
  content: EntryContent;
  /** Says which fields are empty instead of leaving them out, for the one who reviews. */
  complete?: boolean;
  /** What stands at a field beside its value: a remark, a button. */
  beside?: (field: Field) => ReactNode;
}

/** A content as it is read: the form's sections, what is stated in each. */
export function ContentView({ entry, kind, content, complete = false, beside }: Props) {
  const texts = useFieldTexts();
  return (
    <>
      {sectionsOf(kind).map(({ id, fields }) => {
        const shown = fields.filter(
          ({ path }) => (beside || path !== "title") && (complete || !isBlank(getAt(content, path))),
        );
        if (shown.length === 0) return null;
        return (
          <Section key={id} title={texts.section(id)}>
            <div className={classes.fields}>
              {beside
                ? shown.map((field) => (
                    <div key={field.path} className={classes.noted}>
                      <FieldView entry={entry} field={field} content={content} complete={complete} />
                      {beside(field)}
                    </div>
                  ))
                : grouped(shown).map((group) => (
                    <FieldGroup key={group[0]?.path} entry={entry} group={group} content={content} />
                  ))}
            </div>
          </Section>
        );
      })}
    </>
  );
}

/** Neighbouring short fields stand together as one list of facts; each long text stands alone. */
function grouped(fields: Field[]): Field[][] {
  const groups: Field[][] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    if (last?.[0] && isShort(field) && isShort(last[0])) last.push(field);
    else groups.push([field]);
  }
  return groups;
}

const isShort = ({ shape }: Field) => !["text", "equipment", "attachments"].includes(shape.type);

function FieldGroup({ entry, group, content }: { entry: string; group: Field[]; content: EntryContent }) {
  const texts = useFieldTexts();
  const say = useSay(content);
  const [first] = group;
  if (!first) return null;
  if (!isShort(first)) return <FieldView entry={entry} field={first} content={content} complete={false} />;
  return (
    <Facts items={group.map((field) => [texts.label(field.path), say(field, getAt(content, field.path))])} />
  );
}

interface FieldProps {
  entry: string;
  field: Field;
  content: EntryContent;
  complete: boolean;
}

function FieldView({ entry, field, content, complete }: FieldProps) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const say = useSay(content);
  const label = texts.label(field.path);
  const value = getAt(content, field.path);
  if (field.shape.type === "text") {
    const text = value as Bilingual | undefined;
    return (
      <FieldText label={label} text={text} empty={complete && isEmpty(text) ? t("page.empty") : undefined} />
    );
  }
  if (field.shape.type === "attachments" && !isBlank(value))
    return <Files entry={entry} label={label} content={content} />;
  if (field.shape.type === "equipment" && !isBlank(value))
    return <EquipmentList label={label} items={value as Equipment[]} />;
  return (
    <Facts
      items={[
        [
          label,
          say(field, value) || (
            <Text span c="dimmed">
              {t("page.empty")}
            </Text>
          ),
        ],
      ]}
    />
  );
}

function Files({ entry, label, content }: { entry: string; label: string; content: EntryContent }) {
  const { t } = useTranslation("entries");
  return (
    <div>
      <div className={classes.label}>{label}</div>
      <ul className={classes.files}>
        {content.attachments.map(({ id, name, size }) => (
          <li key={id}>
            <IconFile size={16} aria-hidden />
            <a
              href={address(`/entries/${encodeURIComponent(entry)}/attachments/${encodeURIComponent(id)}`)}
              download={name}
              aria-label={t("attachments.download", { name })}
            >
              {name}
            </a>
            <FileSize bytes={size} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function EquipmentList({ label, items }: { label: string; items: Equipment[] }) {
  const { t } = useTranslation("entries");
  const say = useSay();
  const field: Field = { path: "competence.equipment", shape: { type: "equipment" } };
  return (
    <div>
      <div className={classes.label}>{label}</div>
      <ul className={classes.list}>
        {items.map((item, index) => (
          <li key={index}>{say(field, [item]) || t("page.empty")}</li>
        ))}
      </ul>
    </div>
  );
}

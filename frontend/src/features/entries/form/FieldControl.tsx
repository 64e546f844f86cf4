import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Text } from "@/shared/api/text";
import { CodeSelect, CodesSelect } from "@/shared/code/CodeSelect";
import {
  type CodeListName,
  type EnumName,
  type Option,
  useCodeOptions,
  useEnumOptions,
} from "@/shared/code/codes";
import { useLanguage } from "@/shared/i18n/useFormat";
import { BilingualText } from "@/shared/ui/BilingualText";
import { DateField } from "@/shared/ui/DateField";
import { TagsField } from "@/shared/ui/TagsField";
import { type Field, MAX_KEYWORD, MAX_KEYWORDS } from "../content/fields";
import { isOver } from "../content/isOver";
import { useFieldTexts } from "../content/useFieldTexts";
import { EquipmentField } from "./EquipmentField";
import classes from "./Form.module.css";

export interface ControlProps {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  /** The message at the field as a whole, and those of places within it, by what follows the field's path. */
  error: string | undefined;
  errors: Record<string, string>;
}

/** The control of a field that needs nothing but its own value. */
export function FieldControl(props: ControlProps) {
  const { field, value, onChange, error, errors } = props;
  const texts = useFieldTexts();
  const common = {
    label: texts.label(field.path),
    description: texts.hint(field.path),
    required: field.required,
    error,
  };
  const inner = error ?? Object.values(errors)[0];
  const { shape } = field;
  switch (shape.type) {
    case "text":
      return (
        <BilingualText
          {...common}
          value={(value ?? {}) as Text}
          onChange={onChange}
          errors={errors}
          max={shape.max}
          multiline={shape.rows !== undefined}
          minRows={shape.rows}
          name={field.path}
        />
      );
    case "line":
      return (
        <TextInput
          {...common}
          description={undefined}
          placeholder={common.description}
          withAsterisk={false}
          maxLength={shape.max}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "number":
      return <NumberControl {...props} />;
    case "date":
      return <DayControl {...props} />;
    case "enum":
      return (
        <EnumControl
          {...common}
          list={shape.list}
          numeric={shape.numeric}
          value={value}
          onChange={onChange}
        />
      );
    case "enums":
      return <EnumsControl {...common} error={inner} list={shape.list} value={value} onChange={onChange} />;
    case "code":
      return <CodeControl {...common} list={shape.list} value={value} onChange={onChange} />;
    case "codes":
      return (
        <CodesControl
          {...common}
          error={inner}
          list={shape.list}
          most={shape.most}
          value={value}
          onChange={onChange}
        />
      );
    case "keywords":
      return (
        <TagsField
          {...common}
          withAsterisk={false}
          error={inner}
          value={(value ?? []) as string[]}
          onChange={(next) => onChange(next.map((word) => word.trim().slice(0, MAX_KEYWORD)))}
          most={MAX_KEYWORDS}
          splitChars={[",", ";"]}
        />
      );
    case "countries":
      return (
        <TagsField
          {...common}
          withAsterisk={false}
          error={inner}
          value={(value ?? []) as string[]}
          onChange={(next) => onChange([...new Set(next.map((code) => code.trim().toUpperCase()))])}
          most={60}
          splitChars={[",", ";", " "]}
        />
      );
    case "equipment":
      return <EquipmentField {...props} />;
    default:
      return null;
  }
}

/** A day that something has to be done by: one that is over is said to be so at once, and not only when submitting. */
export function DayControl({ field, value, onChange, error }: ControlProps) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const day = String(value ?? "");
  return (
    <DateField
      label={texts.label(field.path)}
      description={texts.hint(field.path)}
      error={error ?? (isOver(day) ? t("form.past") : undefined)}
      value={day}
      onChange={onChange}
    />
  );
}

function NumberControl({ field, value, onChange, error }: ControlProps) {
  const texts = useFieldTexts();
  const language = useLanguage();
  if (field.shape.type !== "number") return null;
  const { least, most, decimals = 0, unit } = field.shape;
  return (
    <NumberInput
      label={texts.label(field.path)}
      description={texts.hint(field.path)}
      error={error}
      value={typeof value === "number" ? value : ""}
      onChange={(next) => onChange(typeof next === "number" ? next : null)}
      min={least}
      max={most}
      clampBehavior="none"
      allowNegative={least < 0}
      allowDecimal={decimals > 0}
      decimalScale={decimals}
      decimalSeparator={language === "pl" ? "," : "."}
      allowedDecimalSeparators={[",", "."]}
      thousandSeparator={language === "pl" ? "\u00a0" : ","}
      suffix={unit && `\u00a0${texts.unit(unit)}`}
    />
  );
}

interface ChoiceProps {
  label: string;
  description: string | undefined;
  required: boolean | undefined;
  error: string | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
}

function EnumControl({
  list,
  numeric,
  value,
  onChange,
  required,
  ...rest
}: ChoiceProps & { list: EnumName; numeric: boolean | undefined }) {
  const { t } = useTranslation("entries");
  const options = useEnumOptions(list);
  const shown: Option[] = numeric
    ? options.map(({ value: code, label }) => ({ value: code, label: `${code} – ${label}` }))
    : options;
  return (
    <CodeSelect
      {...rest}
      label={rest.label}
      options={shown}
      placeholder={t("form.choose")}
      required={required}
      value={value === null || value === undefined ? "" : String(value)}
      onChange={(next) => onChange(numeric ? (next ? Number(next) : null) : next)}
    />
  );
}

function EnumsControl({ list, value, onChange, ...rest }: ChoiceProps & { list: EnumName }) {
  const options = useEnumOptions(list);
  return (
    <Checkbox.Group {...rest} value={(value ?? []) as string[]} onChange={onChange}>
      <div className={classes.choices}>
        {options.map(({ value: code, label }) => (
          <Checkbox key={code} value={code} label={label} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function CodeControl({ list, value, onChange, ...rest }: ChoiceProps & { list: CodeListName }) {
  const { t } = useTranslation("entries");
  const options = useCodeOptions(list);
  return (
    <CodeSelect
      {...rest}
      options={options}
      placeholder={t("form.choose")}
      value={String(value ?? "")}
      onChange={onChange}
    />
  );
}

function CodesControl({
  list,
  most,
  value,
  onChange,
  ...rest
}: ChoiceProps & { list: CodeListName; most: number }) {
  const { t } = useTranslation("entries");
  const options = useCodeOptions(list);
  return (
    <CodesSelect
      {...rest}
      options={options}
      max={most}
      placeholder={t("form.choose")}
      value={(value ?? []) as string[]}
      onChange={onChange}
    />
  );
}

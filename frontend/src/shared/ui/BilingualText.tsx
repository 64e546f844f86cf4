import { Input, SegmentedControl, Textarea, TextInput, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Text } from "../api/text";
import type { Language } from "../i18n/languages";
import { useLanguage } from "../i18n/useFormat";
import classes from "./BilingualText.module.css";

interface Props {
  label: string;
  value: Text;
  onChange: (value: Text) => void;
  onBlur?: () => void;
  description?: ReactNode;
  /** Most characters in each language; the count is shown near the end. */
  max: number;
  multiline?: boolean;
  minRows?: number;
  required?: boolean;
  disabled?: boolean;
  /** Problems of the field as a whole and of each language: paths `name`, `name.pl`, `name.en`. */
  error?: ReactNode;
  errors?: Partial<Record<Language, string>>;
  name?: string;
}

/** A text in Polish, English or both. One language is shown at a time; a dot says that the other has text. */
export function BilingualText(props: Props) {
  const { label, value, onChange, description, max, multiline, minRows, required, disabled, error, errors } =
    props;
  const { t } = useTranslation("shared");
  const id = useId();
  const reader = useLanguage();
  const [chosen, setChosen] = useState<Language>();
  const shown = chosen ?? firstShown(value, reader, errors);
  const left = max - [...(value[shown] ?? "")].length;
  const shared = {
    id,
    lang: shown,
    name: props.name && `${props.name}.${shown}`,
    value: value[shown] ?? "",
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...value, [shown]: event.currentTarget.value }),
    onBlur: props.onBlur,
    disabled,
    required,
    withAsterisk: false,
    "aria-invalid": Boolean(error ?? errors?.[shown]) || left < 0 || undefined,
    // The frame alone; the words stand beneath.
    error: Boolean(error ?? errors?.[shown]) || left < 0,
    "aria-describedby": `${id}-notes`,
  };
  return (
    <Input.Wrapper className={classes.wrapper}>
      <div className={classes.head}>
        <Input.Label htmlFor={id} required={required}>
          {label}
          <VisuallyHidden> ({t(`language.${shown}`)})</VisuallyHidden>
        </Input.Label>
        <LanguageSwitch shown={shown} value={value} onChange={setChosen} label={label} errors={errors} />
      </div>
      {description && <Input.Description mb={6}>{description}</Input.Description>}
      {multiline ? (
        <Textarea autosize minRows={minRows ?? 4} maxRows={24} {...shared} />
      ) : (
        <TextInput {...shared} />
      )}
      <div id={`${id}-notes`} className={classes.notes}>
        <Input.Error>{errors?.[shown] ?? error}</Input.Error>
        {left < max * 0.2 && (
          <span className={classes.count} data-over={left < 0}>
            {left < 0 ? t("charactersOver", { count: -left }) : t("charactersLeft", { count: left })}
          </span>
        )}
      </div>
    </Input.Wrapper>
  );
}

/** A language with a problem first, then the reader's where it has text or nothing has, then the other. */
function firstShown(value: Text, reader: Language, errors: Props["errors"]): Language {
  const other = reader === "pl" ? "en" : "pl";
  if (errors?.[reader]) return reader;
  if (errors?.[other]) return other;
  return value[reader] || !value[other] ? reader : other;
}

interface SwitchProps {
  shown: Language;
  value: Text;
  onChange: (language: Language) => void;
  label: string;
  errors: Props["errors"];
}

function LanguageSwitch({ shown, value, onChange, label, errors }: SwitchProps) {
  const { t } = useTranslation("shared");
  const item = (language: Language) => ({
    value: language,
    label: (
      <span
        className={classes.language}
        data-filled={Boolean(value[language])}
        data-wrong={Boolean(errors?.[language])}
      >
        {language.toUpperCase()}
        <VisuallyHidden>{value[language] ? t("languageFilled") : t("languageEmpty")}</VisuallyHidden>
      </span>
    ),
  });
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("languageOf", { label })}
      value={shown}
      onChange={(next) => onChange(next as Language)}
      data={[item("pl"), item("en")]}
    />
  );
}

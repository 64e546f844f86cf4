import { MultiSelect, Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Option } from "./codes";

interface Common {
  label: string;
  options: Option[];
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  name?: string;
  onBlur?: () => void;
}

interface OneProps extends Common {
  value: string | undefined;
  /** Empty when the choice is taken back. */
  onChange: (value: string) => void;
}

const SEARCHABLE_FROM = 9;

/** One code of a coded list. */
export function CodeSelect({ value, onChange, options, required, ...rest }: OneProps) {
  const { t } = useTranslation("shared");
  return (
    <Select
      {...rest}
      required={required}
      value={value || null}
      onChange={(next) => onChange(next ?? "")}
      data={options}
      searchable={options.length >= SEARCHABLE_FROM}
      clearable={!required}
      nothingFoundMessage={t("nothingFound")}
      clearButtonProps={{ "aria-label": t("clear") }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

interface ManyProps extends Common {
  value: string[];
  onChange: (value: string[]) => void;
  max?: number;
}

/** Several codes of a coded list. */
export function CodesSelect({ value, onChange, options, max, placeholder, ...rest }: ManyProps) {
  const { t } = useTranslation("shared");
  return (
    <MultiSelect
      {...rest}
      placeholder={value.length === 0 ? placeholder : undefined}
      value={value}
      onChange={onChange}
      data={options}
      maxValues={max}
      searchable={options.length >= SEARCHABLE_FROM}
      clearable
      hidePickedOptions
      nothingFoundMessage={t("nothingFound")}
      clearButtonProps={{ "aria-label": t("clear") }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

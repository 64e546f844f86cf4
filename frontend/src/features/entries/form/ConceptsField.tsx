import { Button, CloseButton, Combobox, Input, Stack, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n/useFormat";
import {
  above,
  completionQuery,
  type Concept,
  conceptsQuery,
  nameOf,
  suggestionQuery,
} from "@/shared/entry/concept";
import { MAX_CONCEPTS } from "../content/fields";
import { useFieldTexts } from "../content/useFieldTexts";
import classes from "./Form.module.css";

interface Props {
  value: string[];
  onChange: (value: string[]) => void;
  /** What the author wrote, from which concepts are suggested. */
  text: string;
  error: string | undefined;
}

const SHOWN = 8;

/** EuroSciVoc concepts: the program suggests, the author confirms; others are found by name. */
export function ConceptsField({ value, onChange, text, error }: Props) {
  const { t } = useTranslation("entries");
  const language = useLanguage();
  const texts = useFieldTexts();
  const [settled] = useDebouncedValue(text, 1_200);
  const { data: chosen } = useQuery(conceptsQuery(value));
  const { data: suggested } = useQuery(suggestionQuery(settled));
  const open = (suggested ?? []).filter(({ notation }) => !value.includes(notation)).slice(0, SHOWN);
  const full = value.length >= MAX_CONCEPTS;
  const add = (notation: string) => !full && !value.includes(notation) && onChange([...value, notation]);
  return (
    <Stack gap="sm">
      <ConceptSearch
        label={texts.label("concepts")}
        taken={value}
        onPick={add}
        error={error}
        disabled={full}
      />
      {full && <Input.Description>{t("concepts.full")}</Input.Description>}
      {value.length > 0 && (
        <ul className={classes.toc}>
          {value.map((notation) => {
            const concept = chosen?.find((one) => one.notation === notation);
            const name = nameOf(chosen, notation, language);
            return (
              <li key={notation} className={classes.file}>
                <span>
                  {name}
                  {concept && <span className={classes.path}>{above(concept, language)}</span>}
                </span>
                <CloseButton
                  ml="auto"
                  aria-label={t("concepts.remove", { name })}
                  onClick={() => onChange(value.filter((one) => one !== notation))}
                />
              </li>
            );
          })}
        </ul>
      )}
      {open.length > 0 && !full && <Suggestions open={open} onAdd={add} />}
    </Stack>
  );
}

function Suggestions({ open, onAdd }: { open: Concept[]; onAdd: (notation: string) => void }) {
  const { t } = useTranslation("entries");
  const language = useLanguage();
  return (
    <div role="group" aria-label={t("concepts.suggested")}>
      <Input.Description mb={6}>{t("concepts.suggested")}</Input.Description>
      <div className={classes.chips}>
        {open.map((concept) => (
          <Button
            key={concept.notation}
            variant="default"
            size="compact-sm"
            radius="xl"
            leftSection={<IconPlus size={14} aria-hidden />}
            title={above(concept, language)}
            aria-label={t("concepts.add", { name: concept[language] || concept.pl })}
            onClick={() => onAdd(concept.notation)}
          >
            {concept[language] || concept.pl}
          </Button>
        ))}
      </div>
    </div>
  );
}

interface SearchProps {
  label: string;
  taken: string[];
  onPick: (notation: string) => void;
  error: string | undefined;
  disabled: boolean;
}

function ConceptSearch({ label, taken, onPick, error, disabled }: SearchProps) {
  const { t } = useTranslation("entries");
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 200);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { data } = useQuery(completionQuery(asked));
  const found = asked.length > 1 ? (data ?? []).filter(({ notation }) => !taken.includes(notation)) : [];
  const pick = (notation: string) => {
    onPick(notation);
    setTyped("");
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={pick} transitionProps={{ duration: 0 }}>
      <Combobox.Target>
        <TextInput
          label={label}
          placeholder={t("concepts.placeholder")}
          value={typed}
          error={error}
          disabled={disabled}
          maxLength={120}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked.length < 2}>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }} aria-label={t("concepts.search")}>
          {found.map((concept) => (
            <Combobox.Option key={concept.notation} value={concept.notation}>
              {concept[language] || concept.pl}
              <span className={classes.path}>{above(concept, language)}</span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t("concepts.none")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

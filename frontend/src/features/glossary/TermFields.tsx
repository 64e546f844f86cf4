import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/shared/api/problem";
import { MAX_TERM, type TermForm } from "./api";
import classes from "./glossary.module.css";

interface Props {
  value: TermForm;
  onChange: (value: TermForm) => void;
  problem: Problem | undefined;
}

/** A term in both languages, side by side. */
export function TermFields({ value, onChange, problem }: Props) {
  const { t } = useTranslation("glossary");
  return (
    <div className={classes.pair}>
      {(["pl", "en"] as const).map((language) => (
        <TextInput
          key={language}
          label={t(language)}
          description={t("hint")}
          lang={language}
          required
          withAsterisk={false}
          maxLength={MAX_TERM}
          value={value[language]}
          error={problem?.byField()[language]}
          onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
        />
      ))}
    </div>
  );
}

import { ActionIcon, Popover, TextInput, type TextInputProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readDay, writeDay } from "../i18n/day";
import { useLanguage } from "../i18n/useFormat";
import { Calendar } from "./Calendar";

type Props = Pick<TextInputProps, "label" | "description" | "error" | "required"> & {
  /** "2026-11-04", or "" for none. */
  value: string;
  onChange: (day: string) => void;
};

/** A day, written in the interface's language or chosen in a calendar; a browser's own field speaks the browser's. */
export function DateField({ value, onChange, error, ...rest }: Props) {
  const { t } = useTranslation("shared");
  const language = useLanguage();
  const [opened, { close, toggle }] = useDisclosure(false);
  const [typed, setTyped] = useState<{ text: string; of: string }>();
  // What is typed stays until the day changes otherwise, by the calendar or by another device.
  const text = typed && typed.of === value ? typed.text : writeDay(value, language);
  const wrong = text.trim() !== "" && readDay(text) === undefined;
  const type = (next: string) => {
    const day = next.trim() === "" ? "" : readDay(next);
    setTyped({ text: next, of: day ?? value });
    if (day !== undefined && day !== value) onChange(day);
  };
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && close()}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false} // the button opens it, not the input
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <TextInput
          {...rest}
          withAsterisk={false}
          inputMode="numeric"
          placeholder={t("day.placeholder")}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={() => !wrong && setTyped(undefined)}
          error={error ?? (wrong && typed?.text === text && !opened ? t("day.wrong") : undefined)}
          rightSection={
            <ActionIcon
              aria-haspopup="dialog"
              aria-expanded={opened}
              variant="subtle"
              color="gray"
              c="dimmed"
              aria-label={t("day.choose")}
              onClick={toggle}
            >
              <IconCalendar size={18} aria-hidden />
            </ActionIcon>
          }
        />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t("day.choose")}>
        <Calendar
          value={value}
          onChoose={(day) => {
            setTyped(undefined);
            onChange(day);
            close();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

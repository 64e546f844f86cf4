import { ActionIcon, Popover, Text } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Field } from "./fields";
import { useFieldTexts } from "./useFieldTexts";

/** A term that explains itself on demand: a small button, the explanation beside it. */
export function Explain({ term }: { term: NonNullable<Field["term"]> }) {
  const { t } = useTranslation("entries");
  const { name, text } = useFieldTexts().explanation(term);
  return (
    <Popover
      width={320}
      position="bottom-end"
      shadow="md"
      withArrow
      trapFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          size="sm"
          aria-label={t("explain.more", { term: name })}
        >
          <IconHelpCircle size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <Text size="sm">{text}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}

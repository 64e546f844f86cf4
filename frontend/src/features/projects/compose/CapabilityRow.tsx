import { ActionIcon, Checkbox, Group, SegmentedControl, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../api";
import classes from "../projects.module.css";
import type { Wanted } from "./plan";

interface Props {
  capability: Wanted;
  /** Its words stand out in the text, alone. */
  lit: boolean;
  onLit: (lit: boolean) => void;
  onChange: (change: Partial<Wanted>) => void;
  onRemove: () => void;
}

/** One capability: its name, how much it matters, whether it must be there, and the words that it came from. */
export function CapabilityRow({ capability, lit, onLit, onChange, onRemove }: Props) {
  const { t } = useTranslation("projects");
  const { name, weight, required, words } = capability;
  return (
    <li
      data-lit={lit && words.length > 0}
      onMouseEnter={() => onLit(true)}
      onMouseLeave={() => onLit(false)}
      onFocus={() => onLit(true)}
      onBlur={() => onLit(false)}
    >
      <Group gap="xs" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          aria-label={t("compose.name")}
          placeholder={t("compose.name")}
          value={name}
          maxLength={LIMITS.capabilityName}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("compose.remove", { name })}
          title={t("compose.removeShort")}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <div className={classes.controls}>
        <SegmentedControl
          size="xs"
          aria-label={t("compose.weightOf", { name })}
          value={String(weight)}
          onChange={(next) => onChange({ weight: Number(next) })}
          data={([1, 2, 3] as const).map((one) => ({ value: String(one), label: t(`weight.${one}`) }))}
        />
        <Checkbox
          size="sm"
          label={t("compose.mustBe")}
          aria-label={t("compose.mustBeOf", { name })}
          checked={required}
          onChange={(event) => onChange({ required: event.currentTarget.checked })}
        />
      </div>
      {words.length > 0 && (
        <p className={classes.words}>
          {t("compose.from", { words: words.map((word) => t("quoted", { text: word })).join(", ") })}
        </p>
      )}
    </li>
  );
}

import { ActionIcon, Button, Group, Input, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Equipment } from "@/shared/api/entry";
import { CodeSelect } from "@/shared/code/CodeSelect";
import { useEnumOptions } from "@/shared/code/codes";
import { useLanguage } from "@/shared/i18n/useFormat";
import { blankEquipment } from "../content/blank";
import { MAX_EQUIPMENT } from "../content/fields";
import { useFieldTexts } from "../content/useFieldTexts";
import type { ControlProps } from "./FieldControl";
import classes from "./Form.module.css";

/** The pieces of research equipment, each with its own small form. */
export function EquipmentField({ value, onChange, error, errors }: ControlProps) {
  const { t } = useTranslation("entries");
  const items = (value ?? []) as Equipment[];
  return (
    <Stack gap="md">
      {items.length === 0 && <Text c="dimmed">{t("equipment.empty")}</Text>}
      {items.map((item, index) => (
        <EquipmentItem
          key={index}
          item={item}
          number={index + 1}
          error={(part) => errors[`${index}.${part}`]}
          onChange={(change) => onChange(items.with(index, { ...item, ...change }))}
          onRemove={() => onChange(items.toSpliced(index, 1))}
        />
      ))}
      <Input.Error>{error}</Input.Error>
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={items.length >= MAX_EQUIPMENT}
          onClick={() => onChange([...items, blankEquipment()])}
        >
          {t("equipment.add")}
        </Button>
      </Group>
    </Stack>
  );
}

interface ItemProps {
  item: Equipment;
  number: number;
  error: (part: keyof Equipment) => string | undefined;
  onChange: (change: Partial<Equipment>) => void;
  onRemove: () => void;
}

function EquipmentItem({ item, number, error, onChange, onRemove }: ItemProps) {
  const { t } = useTranslation("entries");
  const access = useEnumOptions("access");
  const text = (part: "model" | "parameters" | "accreditation", maxLength: number) => ({
    label: t(`equipment.${part}`),
    maxLength,
    value: item[part],
    error: error(part),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [part]: event.currentTarget.value }),
  });
  return (
    <div className={classes.item} role="group" aria-label={t("equipment.item", { number })}>
      <Group justify="space-between" mb="xs">
        <Text fw={600} size="sm">
          {item.model || t("equipment.item", { number })}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          aria-label={t("equipment.remove", { number })}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <div className={classes.fields}>
        <TextInput {...text("model", 120)} required withAsterisk={false} />
        <PartNumber item={item} part="year" error={error("year")} onChange={onChange} plain />
        <TextInput {...text("parameters", 500)} className={classes.field} />
        <TextInput {...text("accreditation", 120)} />
        <CodeSelect
          label={t("equipment.access")}
          options={access}
          value={item.access}
          onChange={(next) => onChange({ access: next as Equipment["access"] })}
          error={error("access")}
          placeholder={t("form.choose")}
        />
        <PartNumber
          item={item}
          part="pricePerHour"
          unit="plnHour"
          error={error("pricePerHour")}
          onChange={onChange}
        />
        <PartNumber
          item={item}
          part="hoursPerWeek"
          unit="hoursWeek"
          error={error("hoursPerWeek")}
          onChange={onChange}
        />
      </div>
    </div>
  );
}

interface PartProps {
  item: Equipment;
  part: "year" | "pricePerHour" | "hoursPerWeek";
  unit?: string;
  /** A year has no thousands. */
  plain?: boolean;
  error: string | undefined;
  onChange: (change: Partial<Equipment>) => void;
}

function PartNumber({ item, part, unit, plain, error, onChange }: PartProps) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const language = useLanguage();
  return (
    <NumberInput
      label={t(`equipment.${part}`)}
      value={item[part] ?? ""}
      onChange={(next) => onChange({ [part]: typeof next === "number" ? next : null })}
      allowNegative={false}
      allowDecimal={false}
      thousandSeparator={plain ? "" : language === "pl" ? "\u00a0" : ","}
      suffix={unit && `\u00a0${texts.unit(unit)}`}
      error={error}
    />
  );
}

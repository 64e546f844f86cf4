import { Button, Group, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./StaleDialog.module.css";

export interface StaleField {
  field: string;
  label: string;
  mine: ReactNode;
  theirs: ReactNode;
}

interface Props {
  /** The fields that both changed; the dialog is open while there are any. */
  fields: StaleField[];
  onClose: () => void;
  /** Called with the fields of which theirs is taken. */
  onChoose: (theirs: Set<string>) => void;
}

/** Someone else saved meanwhile: shows both versions of each field that differs, and lets the person choose. */
export function StaleDialog({ fields, onClose, onChoose }: Props) {
  const { t } = useTranslation("shared");
  const [theirs, setTheirs] = useState<Set<string>>(new Set());
  const take = (field: string, side: string) => {
    const next = new Set(theirs);
    if (side === "theirs") next.add(field);
    else next.delete(field);
    setTheirs(next);
  };
  return (
    <Modal
      opened={fields.length > 0}
      onClose={onClose}
      title={t("stale.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack gap="md">
        <Text>{t("stale.text")}</Text>
        {fields.map(({ field, label, mine, theirs: other }) => (
          <div key={field} className={classes.field}>
            <Group justify="space-between" gap="xs">
              <strong>{label}</strong>
              <SegmentedControl
                size="xs"
                aria-label={label}
                value={theirs.has(field) ? "theirs" : "mine"}
                onChange={(side) => take(field, side)}
                data={[
                  { value: "mine", label: t("stale.mine") },
                  { value: "theirs", label: t("stale.theirs") },
                ]}
              />
            </Group>
            <div className={classes.sides}>
              <div data-chosen={!theirs.has(field)}>{mine || <em>{t("stale.empty")}</em>}</div>
              <div data-chosen={theirs.has(field)}>{other || <em>{t("stale.empty")}</em>}</div>
            </div>
          </div>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("back")}
          </Button>
          <Button onClick={() => onChoose(theirs)}>{t("stale.takeChosen")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

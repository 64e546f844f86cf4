import { ActionIcon, Button, Textarea } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Remark } from "@/shared/api/entry";
import { MAX_REMARK } from "../content/fields";
import classes from "./Review.module.css";

interface Props {
  /** The field's name, for the label. */
  name: string;
  remark: Remark | undefined;
  /** Starts or changes the remark. */
  onChange: (text: string) => void;
  onRemove: () => void;
  error?: string;
  /** Said on the button that starts the remark; a small sign beside the field otherwise. */
  add?: string;
}

/** A remark to a field: a small button until there is one. */
export function RemarkEditor({ name, remark, onChange, onRemove, error, add }: Props) {
  const { t } = useTranslation("entries");
  if (!remark && add) {
    return (
      <div>
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          size="compact-sm"
          leftSection={<IconMessagePlus size={14} aria-hidden />}
          onClick={() => onChange("")}
        >
          {add}
        </Button>
      </div>
    );
  }
  if (!remark) {
    const label = t("review.addRemark", { field: name });
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        aria-label={label}
        title={label}
        onClick={() => onChange("")}
      >
        <IconMessagePlus size={18} aria-hidden />
      </ActionIcon>
    );
  }
  return (
    <div className={classes.remark}>
      <Textarea
        label={t("review.remarkTo", { field: name })}
        autosize
        minRows={2}
        maxLength={MAX_REMARK}
        autoFocus={remark.text === ""}
        value={remark.text}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button variant="subtle" color="gray" c="dimmed" size="compact-sm" mt={4} onClick={onRemove}>
        {t("review.removeRemark")}
      </Button>
    </div>
  );
}

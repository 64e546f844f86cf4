import { Alert, Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Says what was taken off a list that is not saved yet, and offers to put it back. */
export function Removed({ name, onUndo }: { name: string; onUndo: () => void }) {
  const { t } = useTranslation("projects");
  const { t: shared } = useTranslation("shared");
  return (
    <Alert variant="light" color="gray" role="status" mt="sm">
      <Group justify="space-between" gap="sm">
        <span>{name.trim() ? t("compose.removed", { name }) : t("compose.removedUnnamed")}</span>
        <Button size="xs" variant="default" onClick={onUndo}>
          {shared("undo")}
        </Button>
      </Group>
    </Alert>
  );
}

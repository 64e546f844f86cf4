import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ActionBar } from "@/shared/ui/ActionBar";

interface Props {
  count: number;
  onAssign: () => void;
  onClear: () => void;
}

/** What can be done with the chosen rows; absent while none is chosen. */
export function Selection({ count, onAssign, onClear }: Props) {
  const { t } = useTranslation("queue");
  if (count === 0) return null;
  return (
    <ActionBar status={<span role="status">{t("selected", { count })}</span>}>
      <Button onClick={onAssign}>{t("assignSelected")}</Button>
      <Button variant="default" onClick={onClear}>
        {t("clearSelection")}
      </Button>
    </ActionBar>
  );
}

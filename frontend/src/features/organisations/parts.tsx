import { Alert, Anchor, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Says that the form goes on from what was typed before on this device. */
export function Restored({ onReset }: { onReset: () => void }) {
  const { t } = useTranslation("organisations");
  return (
    <Alert variant="light" color="gray" role="status">
      {t("restored")}{" "}
      <Anchor component="button" type="button" onClick={onReset}>
        {t("restoredDiscard")}
      </Anchor>
    </Alert>
  );
}

export function Stacked({ children }: { children: ReactNode }) {
  return <Stack gap="lg">{children}</Stack>;
}

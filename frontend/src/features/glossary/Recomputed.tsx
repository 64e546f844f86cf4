import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** What a change of the glossary sets going. */
export function Recomputed() {
  const { t } = useTranslation("glossary");
  return (
    <Text size="sm" c="dimmed">
      {t("recomputed")}
    </Text>
  );
}

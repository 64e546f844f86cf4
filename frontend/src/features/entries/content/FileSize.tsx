import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";

/** "240 kB", "1,2 MB". */
export function FileSize({ bytes }: { bytes: number }) {
  const { t } = useTranslation("entries");
  const format = useFormat();
  const large = bytes >= 1 << 20;
  const size = format.number(large ? bytes / (1 << 20) : Math.max(1, Math.round(bytes / 1024)), {
    maximumFractionDigits: 1,
  });
  return (
    <Text span size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
      {large ? t("attachments.megabytes", { size }) : t("attachments.kilobytes", { size })}
    </Text>
  );
}

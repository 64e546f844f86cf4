import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/useFormat";
import type { DraftPhase } from "./keeper";

interface Props {
  phase: DraftPhase;
  savedAt?: number;
  mergedAt?: number;
}

/** "Zapisano 10:02": where what was typed is now. Polite to screen readers: it changes often. */
export function DraftStatus({ phase, savedAt, mergedAt }: Props) {
  const { t } = useTranslation("shared");
  const format = useFormat();
  const at = savedAt ? format.time(savedAt) : "";
  const text = {
    clean: "",
    dirty: at ? t("draft.savedAt", { at }) : t("draft.saving"),
    saving: t("draft.saving"),
    saved: t("draft.savedAt", { at }),
    offline: t("draft.offline"),
    refused: t("draft.refused"),
    conflict: t("draft.conflict"),
  }[phase];
  return (
    <Text
      size="sm"
      c={phase === "refused" || phase === "conflict" ? "var(--splot-bad)" : "dimmed"}
      aria-live="polite"
      component="span"
    >
      {text}
      {mergedAt !== undefined &&
        phase !== "conflict" &&
        ` · ${t("draft.merged", { at: format.time(mergedAt) })}`}
    </Text>
  );
}

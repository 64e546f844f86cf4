import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Finding } from "./api";
import classes from "./matches.module.css";

interface MissingProps {
  missing: Finding[];
  say: (finding: Finding) => string;
  /** What mending each could add at most. */
  gains: number[];
}

/** What keeps the score from being higher, and the most that mending each could add. */
export function Missing({ missing, say, gains }: MissingProps) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  if (missing.length === 0) return <Text c="dimmed">{t("page.nothingMissing")}</Text>;
  return (
    <ul className={classes.list}>
      {missing.map((finding, index) => {
        const points = Math.round(gains[index] ?? 0);
        return (
          <li key={index}>
            {say(finding)}{" "}
            {points > 0 && (
              <span className={classes.gain} title={t("page.gainLabel", { points: format.number(points) })}>
                {t("page.gain", { points: format.number(points) })}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

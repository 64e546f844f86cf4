import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HistoryStep } from "@/shared/api/entry";
import { useWords } from "@/shared/code/codes";
import { DateTime } from "@/shared/ui/When";
import { useFieldTexts } from "../content/useFieldTexts";
import classes from "./EntryPage.module.css";

/** What happened to an entry, the latest first. */
export function HistoryList({ steps }: { steps: HistoryStep[] }) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const word = useWords();
  return (
    <ol className={classes.history}>
      {steps.toReversed().map(({ at, action, by, number, note, person }) => (
        <li key={at + action} data-action={action}>
          <div className={classes.step}>
            <Text span fw={600} size="sm">
              {texts.step(action)}
            </Text>
            {number > 0 && (
              <Text span size="sm" c="dimmed">
                {t("page.version", { number })}
              </Text>
            )}
          </div>
          <Text size="sm" c="dimmed">
            <DateTime at={at} /> · {by?.name ?? t("page.program")}
          </Text>
          {person && <Text size="sm">{t("page.auditorName", { name: person.name })}</Text>}
          {note && <Text size="sm">{action === "visibility" ? word("visibility", note) : note}</Text>}
        </li>
      ))}
    </ol>
  );
}

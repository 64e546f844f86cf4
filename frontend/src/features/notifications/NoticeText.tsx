import { useTranslation } from "react-i18next";
import { textIn } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Notice } from "./api";

/** What happened, in a sentence, without the entry's title. */
export function useNoticeText() {
  const { t } = useTranslation("notifications");
  const word = useWords();
  const format = useFormat();
  return (notice: Notice): string => {
    const { kind, count = 1, score = 0, reason, progress } = notice;
    if (kind === "project_answer")
      return t(progress === "accepted" ? "kind.project_answer.accepted" : "kind.project_answer.declined");
    return t(`kind.${kind}`, {
      count,
      score: format.number(Math.round(score)),
      reason: word("declineReason", reason),
      progress: word("matchState", progress),
    });
  };
}

/** The title of the entry it is about. */
export function useNoticeTitle() {
  const { language } = useFormat();
  return ({ title }: Notice): string => textIn(title, language);
}

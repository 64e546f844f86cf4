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
    const { kind, count = 1, score = 0, reason, progress, name = "" } = notice;
    if (kind === "project_answer")
      return t(progress === "accepted" ? "kind.project_answer.accepted" : "kind.project_answer.declined");
    if (kind === "project_invitation" && progress === "founded") return t("kind.project_founded");
    if (kind === "membership_answer")
      return t(
        progress === "accepted" ? "kind.membership_answer.accepted" : "kind.membership_answer.declined",
      );
    if (kind === "membership_ended")
      return t(progress === "left" ? "kind.membership_ended.left" : "kind.membership_ended.removed", {
        name,
      });
    if (kind === "role_given" || kind === "role_taken")
      return t(`kind.${kind}`, { name, role: word("role", progress) });
    return t(`kind.${kind}`, {
      name,
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

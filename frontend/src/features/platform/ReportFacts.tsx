import { useTranslation } from "react-i18next";
import { useWords } from "@/shared/code/codes";
import { useFormat } from "@/shared/i18n/useFormat";
import { Facts } from "@/shared/ui/TextBlock";
import type { Report } from "./api";

const DIGITS = { minimumFractionDigits: 3, maximumFractionDigits: 3 };

/** What a version was learned from, and how it ranks data it has not seen, beside the shipped version. */
export function ReportFacts({ report }: { report: Report }) {
  const { t } = useTranslation("platform");
  const format = useFormat();
  const word = useWords();
  const reason = (code: string) =>
    code === "model" || code === "recent" ? t(`weights.leftOut.${code}`) : word("declineReason", code);
  const measure = (now: number, before: number) =>
    t("weights.measure", { now: format.number(now, DIGITS), before: format.number(before, DIGITS) });
  const leftOut = report.leftOut.map(({ reason: code, count }) => `${reason(code)}: ${format.number(count)}`);
  return (
    <Facts
      items={[
        ["AUC", measure(report.auc, report.defaultAuc)],
        ["nDCG@10", measure(report.ndcgAt10, report.defaultNdcgAt10)],
        [
          t("weights.examples"),
          t("weights.examplesOf", {
            number: format.number(report.examples),
            positives: format.number(report.positives),
            negatives: format.number(report.negatives),
            needs: format.number(report.needs),
          }),
        ],
        [t("weights.folds"), format.number(report.folds)],
        [t("weights.leftOutLabel"), leftOut.join(", ")],
      ]}
    />
  );
}

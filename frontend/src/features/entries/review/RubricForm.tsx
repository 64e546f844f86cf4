import { SegmentedControl, Text, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { useFieldTexts } from "../content/useFieldTexts";
import classes from "./Review.module.css";
import { type Criterion, meanScore } from "./rubric";

interface Props {
  rubric: Criterion[];
  scores: Record<string, number>;
  onScore: (criterion: string, score: number | undefined) => void;
}

const SCALE = [1, 2, 3, 4, 5];
const UNJUDGED = "-";

/** The ten criteria, each 1–5 or "cannot be judged", and the mean of what was judged. */
export function RubricForm({ rubric, scores, onScore }: Props) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const format = useFormat();
  const mean = meanScore(rubric, scores);
  const judged = rubric.filter(({ name }) => scores[name] !== undefined).length;
  const unjudged = {
    value: UNJUDGED,
    label: (
      <>
        <span aria-hidden>–</span>
        <VisuallyHidden>{t("review.notJudged")}</VisuallyHidden>
      </>
    ),
  };
  return (
    <div>
      <Text size="sm" c="dimmed" mb="sm">
        {t("review.rubricLead")}
      </Text>
      {rubric.map(({ name }) => (
        <div key={name} className={classes.criterion}>
          <Text size="sm">{texts.criterion(name)}</Text>
          <SegmentedControl
            size="xs"
            aria-label={texts.criterion(name)}
            value={scores[name]?.toString() ?? UNJUDGED}
            onChange={(next) => onScore(name, next === UNJUDGED ? undefined : Number(next))}
            data={[unjudged, ...SCALE.map(String)]}
            transitionDuration={0}
          />
        </div>
      ))}
      <div className={classes.mean} aria-live="polite">
        <Text size="sm" fw={600}>
          {mean === undefined
            ? t("review.noScore")
            : t("review.score", { score: format.number(mean, { maximumFractionDigits: 1 }) })}
        </Text>
        <Text size="sm" c="dimmed">
          {t("review.judged", { count: judged, total: rubric.length })}
        </Text>
      </div>
    </div>
  );
}

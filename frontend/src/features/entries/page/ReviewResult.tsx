import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Review } from "@/shared/api/entry";
import { useFormat } from "@/shared/i18n/useFormat";
import { rubricQuery } from "../review/rubric";
import { useFieldTexts } from "../content/useFieldTexts";
import classes from "./EntryPage.module.css";

/** What the auditor's rubric says, with what could not be judged. */
export function ReviewResult({ review }: { review: Review }) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const format = useFormat();
  const { data: rubric } = useQuery(rubricQuery);
  return (
    <>
      {review.score !== null && (
        <Text mb="xs">
          {t("page.score")}:{" "}
          <strong>
            {t("page.scoreOf", { score: format.number(review.score, { maximumFractionDigits: 1 }) })}
          </strong>
        </Text>
      )}
      <dl className={classes.scores}>
        {rubric?.map(({ name }) => {
          const score = review.scores[name];
          return (
            <div key={name}>
              <dt>{texts.criterion(name)}</dt>
              <dd>
                {score === undefined ? (
                  <Text span c="dimmed" size="sm">
                    {t("page.notJudged")}
                  </Text>
                ) : (
                  score
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {review.summary && (
        <Text mt="sm" style={{ whiteSpace: "pre-wrap" }}>
          {review.summary}
        </Text>
      )}
    </>
  );
}

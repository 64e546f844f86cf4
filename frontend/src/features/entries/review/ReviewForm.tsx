import { Alert, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryPage } from "@/shared/api/entry";
import { DraftStatus } from "@/shared/draft/DraftStatus";
import { ActionBar } from "@/shared/ui/ActionBar";
import { ConfirmDialog } from "@/shared/ui/ConfirmDialog";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { ContentView } from "../content/ContentView";
import { MAX_REMARK } from "../content/fields";
import { useFieldTexts } from "../content/useFieldTexts";
import { said, withoutRemark, withRemark, withScore } from "./draft";
import { RemarkEditor } from "./RemarkEditor";
import classes from "./Review.module.css";
import { RubricForm } from "./RubricForm";
import { rubricQuery } from "./rubric";
import { type Decision, type ReviewState, useReview } from "./useReview";

interface Props {
  entry: EntryPage;
  onDecided: (decision: Decision) => void;
}

/** Scores and remarks on one version, saved as they are written, and the decision. */
export function ReviewForm({ entry, onDecided }: Props) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const review = useReview(entry, onDecided);
  const { data: rubric } = useQuery(rubricQuery);
  const { value, edit } = review;
  const problems = review.refused?.byField() ?? {};
  const editor = (field: string, name: string, add?: string) => (
    <RemarkEditor
      name={name}
      add={add}
      remark={value.remarks.find((remark) => remark.field === field)}
      error={problems[`remarks.${field}`]}
      onChange={(text) => edit(withRemark(value, field, text))}
      onRemove={() => edit(withoutRemark(value, field))}
    />
  );
  return (
    <>
      {review.phase === "conflict" && <Conflict review={review} />}
      <div className={classes.layout}>
        <div className={classes.content}>
          <ContentView
            entry={entry.id}
            kind={entry.kind}
            content={entry.content}
            complete
            beside={(field) => editor(field.path, texts.label(field.path))}
          />
        </div>
        <div className={classes.side}>
          <Section title={t("review.rubric")}>
            {rubric && (
              <RubricForm
                rubric={rubric}
                scores={value.scores}
                onScore={(name, score) => edit(withScore(value, name, score))}
              />
            )}
          </Section>
          <Section title={t("review.remarks")} aside={<Text size="sm">{said(value.remarks).length}</Text>}>
            <Stack gap="sm">
              {said(value.remarks).length === 0 && (
                <Text size="sm" c="dimmed">
                  {t("review.noRemarks")}
                </Text>
              )}
              {editor("", t("review.wholeEntry"), t("review.addWhole"))}
              <Textarea
                label={t("review.summary")}
                autosize
                minRows={3}
                maxLength={MAX_REMARK}
                value={value.summary}
                onChange={(event) => edit({ ...value, summary: event.currentTarget.value })}
              />
            </Stack>
          </Section>
          <ProblemAlert error={review.refused} shown={value.remarks.map(({ field }) => `remarks.${field}`)} />
        </div>
      </div>
      <DecisionBar entry={entry} review={review} />
    </>
  );
}

function Conflict({ review }: { review: ReviewState }) {
  const { t } = useTranslation("entries");
  return (
    <Alert color="red" variant="light" role="alert">
      <Text size="sm" mb="sm">
        {t("review.conflict")}
      </Text>
      <Group gap="xs">
        <Button size="xs" onClick={() => review.resolve({ value: review.value })}>
          {t("review.keepMine")}
        </Button>
        <Button size="xs" variant="default" onClick={() => review.resolve("theirs")}>
          {t("review.takeTheirs")}
        </Button>
      </Group>
    </Alert>
  );
}

function DecisionBar({ entry, review }: { entry: EntryPage; review: ReviewState }) {
  const { t } = useTranslation("entries");
  const [asked, setAsked] = useState<Decision>();
  const remarked = said(review.value.remarks).length > 0;
  const decide = (decision: Decision) => {
    setAsked(undefined);
    void review.decide(decision);
  };
  // The first press asks, the second confirms.
  const press = (decision: Decision) => (asked === decision ? decide(decision) : setAsked(decision));
  useHotkeys(
    [
      ["mod+S", () => void review.flush()],
      ["mod+Enter", () => press("approve")],
      ["mod+shift+Enter", () => remarked && press("request-changes")],
    ],
    [],
  );
  return (
    <ActionBar
      status={<DraftStatus phase={review.phase} savedAt={review.savedAt} />}
      note={remarked ? t("review.keys") : t("review.needsRemark")}
    >
      <Button onClick={() => setAsked("approve")} loading={review.deciding}>
        {t("review.approve")}
      </Button>
      <Button
        variant="default"
        disabled={!remarked || review.deciding}
        onClick={() => setAsked("request-changes")}
      >
        {t("review.requestChanges")}
      </Button>
      <ConfirmDialog
        opened={asked === "approve"}
        onClose={() => setAsked(undefined)}
        title={t("review.approveTitle")}
        confirm={t("review.approve")}
        onConfirm={() => decide("approve")}
      >
        <Text size="sm">{t("review.approveText", { number: entry.number })}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === "request-changes"}
        onClose={() => setAsked(undefined)}
        title={t("review.requestTitle")}
        confirm={t("review.requestChanges")}
        onConfirm={() => decide("request-changes")}
      >
        <Text size="sm">{t("review.requestText")}</Text>
      </ConfirmDialog>
    </ActionBar>
  );
}

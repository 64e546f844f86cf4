import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { entryKey, type EntryPage, type Visibility } from "@/shared/api/entry";
import { api } from "@/shared/api/request";
import { useFormat } from "@/shared/i18n/useFormat";
import { ConfirmDialog } from "@/shared/ui/ConfirmDialog";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { MAX_REMARK } from "../content/fields";
import { ErrorSummary } from "../form/ErrorSummary";
import { VisibilityField, VisibilityPreview } from "../form/VisibilityField";
import { asProblem } from "@/shared/api/problem";
import { useStep } from "./useStep";

interface DialogProps {
  entry: EntryPage;
  opened: boolean;
  onClose: () => void;
}

interface StepProps extends DialogProps {
  step: "submit" | "recall" | "withdraw" | "renew";
  /** Asks for a note to the entry's history. */
  note?: boolean;
  danger?: boolean;
}

/** Asks once before a step that others see. */
export function StepDialog({ entry, step, opened, onClose, note, danger }: StepProps) {
  const { t } = useTranslation("entries");
  const format = useFormat();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const run = useStep(entry, step, onClose);
  const explanation = {
    submit: t("page.submitText"),
    recall: t("page.recallText"),
    withdraw: t("page.withdrawText"),
    renew: t("page.renewText", { date: entry.validUntil ? format.date(entry.validUntil) : "–" }),
  }[step];
  const problem = run.error ? asProblem(run.error) : undefined;
  const errors = problem?.byField() ?? {};
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t(`page.${step}`)}
      confirm={t(`page.${step}`)}
      onConfirm={() => run.mutate(note ? { note: text.trim() } : {})}
      pending={run.isPending}
      danger={danger}
      error={problem && problem.fields.length > 0 && step === "submit" ? undefined : run.error}
    >
      <Text size="sm">{explanation}</Text>
      {step === "submit" && (
        <ErrorSummary
          kind={entry.kind}
          errors={errors}
          attempt={0}
          onGo={() => void navigate({ to: "/entries/$id/edit", params: { id: entry.id } })}
        />
      )}
      {note && (
        <Textarea
          label={t("page.withdrawNote")}
          autosize
          minRows={2}
          maxLength={MAX_REMARK}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
    </ConfirmDialog>
  );
}

export function DeleteDialog({ entry, opened, onClose }: DialogProps) {
  const { t } = useTranslation("entries");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.delete(`/entries/${encodeURIComponent(entry.id)}`, { version: entry.version }),
    onSuccess: async () => {
      await navigate({ to: "/entries", replace: true });
      queryClient.removeQueries({ queryKey: entryKey(entry.id) });
      void queryClient.invalidateQueries({ queryKey: ["entries", "list"] });
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("page.delete")}
      confirm={t("page.delete")}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      danger
      error={remove.error}
    >
      <Text size="sm">{t("page.deleteText")}</Text>
    </ConfirmDialog>
  );
}

/** Changes who sees the approved version; the preview shows what they will see. */
export function VisibilityDialog({ entry, opened, onClose }: DialogProps) {
  const { t } = useTranslation("entries");
  const { t: shared } = useTranslation("shared");
  const [chosen, setChosen] = useState<Visibility | "">(entry.visibility);
  const run = useStep(entry, "visibility", onClose);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("page.visibility")}
      size="lg"
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("page.visibilityText")}
        </Text>
        <VisibilityField value={chosen} onChange={setChosen} />
        <VisibilityPreview
          entry={entry}
          title={entry.content.title}
          teaser={entry.content.teaser}
          trl={entry.trl}
          visibility={chosen}
        />
        <ProblemAlert error={run.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {shared("cancel")}
          </Button>
          <Button
            disabled={chosen === entry.visibility}
            loading={run.isPending}
            onClick={() => run.mutate({ visibility: chosen })}
          >
            {shared("save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

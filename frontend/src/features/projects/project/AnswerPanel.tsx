import { Button, Group, Modal, Radio, Select, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { type Answer, answerInvitation, LIMITS, type Project, REFUSALS, type RefusalReason } from "../api";
import { useProjectChange } from "./useProjectChange";

/** The own organisation's invitation: accept or decline; the answer can be changed later. */
export function AnswerPanel({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const invited = project.members.filter(
    ({ own, organisation, invitation }) =>
      own && invitation !== "proposed" && (project.byManager || organisation?.id !== project.organisation.id),
  );
  const [chosen, setChosen] = useState(invited[0]?.organisation?.id);
  const [opened, { open, close }] = useDisclosure(false);
  const organisation = invited.length > 1 ? chosen : undefined;
  const state = invited.find((one) => one.organisation?.id === chosen)?.invitation ?? project.answer;
  const answer = useProjectChange(project, (value: Answer) => answerInvitation(project, value), close);
  return (
    <Section title={t(`answer.title.${state as "invited"}`)}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          {project.own
            ? t(`answer.founded.${state as "invited"}`, { founder: project.founder })
            : t(`answer.text.${state as "invited"}`, { owner: project.organisation.name })}
        </Text>
        {invited.length > 1 && (
          <Select
            label={t("answer.for")}
            data={invited.flatMap(({ organisation: one }) =>
              one ? [{ value: one.id, label: one.name }] : [],
            )}
            value={chosen ?? null}
            onChange={(next) => next && setChosen(next)}
            allowDeselect={false}
          />
        )}
        {!opened && <ProblemAlert error={answer.error} />}
        <Group gap="sm">
          {state !== "accepted" && (
            <Button
              loading={answer.isPending && !opened}
              onClick={() => answer.mutate({ organisation, answer: "accept" })}
            >
              {t("answer.accept")}
            </Button>
          )}
          {state !== "declined" && (
            <Button variant="default" onClick={open}>
              {t(state === "accepted" ? "answer.leave" : "answer.decline")}
            </Button>
          )}
        </Group>
      </Stack>
      <DeclineDialog
        opened={opened}
        onClose={close}
        pending={answer.isPending}
        error={answer.error}
        onDecline={(reason, note) => answer.mutate({ organisation, answer: "decline", reason, note })}
      />
    </Section>
  );
}

interface DeclineProps {
  opened: boolean;
  onClose: () => void;
  pending: boolean;
  error: unknown;
  onDecline: (reason: RefusalReason, note: string) => void;
}

/** Declines with a reason, which the owner learns. */
function DeclineDialog({ opened, onClose, pending, error, onDecline }: DeclineProps) {
  const { t } = useTranslation("projects");
  const { t: shared } = useTranslation("shared");
  const [reason, setReason] = useState<RefusalReason>();
  const [note, setNote] = useState("");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("answer.declineTitle")}
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason) onDecline(reason, note.trim());
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t("answer.declineText")}</Text>
          <Radio.Group
            label={t("answer.reason")}
            value={reason ?? ""}
            onChange={(next) => setReason(next as RefusalReason)}
          >
            <Stack gap="xs" mt={6}>
              {REFUSALS.map((one) => (
                <Radio key={one} value={one} label={t(`refusal.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t("answer.note")}
            autosize
            minRows={2}
            maxLength={LIMITS.note}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <ProblemAlert error={error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {shared("cancel")}
            </Button>
            <Button type="submit" loading={pending} disabled={!reason}>
              {t("answer.declineConfirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

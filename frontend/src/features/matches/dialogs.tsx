import { Button, Group, Modal, Radio, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { useEnumOptions } from "@/shared/code/codes";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { isAnonymous, type MatchPage, type Side } from "./api";
import { useAct } from "./useAct";

// The server's bound (app/match.go).
const MAX_MESSAGE = 1_000;

interface Props {
  match: MatchPage;
  opened: boolean;
  onClose: () => void;
}

/** Says interest, with a message if one likes; explains what the other side will see and when. */
export function InterestDialog({ match, opened, onClose }: Props) {
  const { t } = useTranslation("matches");
  const [message, setMessage] = useState("");
  const [side, setSide] = useState<Side>(() => match.mine.find((one) => !match[one].interested) ?? "need");
  const act = useAct(match, onClose);
  const other = side === "need" ? match.offer : match.need;
  const text = other.interested
    ? "dialog.interestTextMutual"
    : isAnonymous(match, side)
      ? "dialog.interestText"
      : "dialog.interestTextNamed";
  const problem = act.error ? asProblem(act.error) : undefined;
  return (
    <Form
      opened={opened}
      onClose={onClose}
      title={t("dialog.interestTitle")}
      confirm={t(other.interested ? "dialog.sendMutual" : "dialog.send")}
      pending={act.isPending}
      error={act.error}
      shown={["message"]}
      onConfirm={() =>
        act.mutate({ step: "interest", body: { message: message.trim(), ...sideOf(match, side) } })
      }
    >
      <Text size="sm">{t(text)}</Text>
      <SideChoice match={match} side={side} onChange={setSide} />
      <Textarea
        data-autofocus
        label={t("dialog.message")}
        description={t("dialog.messageHint")}
        autosize
        minRows={3}
        maxLength={MAX_MESSAGE}
        value={message}
        error={problem?.byField().message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
    </Form>
  );
}

/** Declines with one of the reasons; the other side learns it. */
export function DeclineDialog({ match, opened, onClose }: Props) {
  const { t } = useTranslation("matches");
  const reasons = useEnumOptions("declineReason");
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const [side, setSide] = useState<Side>(match.mine[0] ?? "need");
  const act = useAct(match, onClose);
  return (
    <Form
      opened={opened}
      onClose={onClose}
      title={t("dialog.declineTitle")}
      confirm={t("dialog.declineConfirm")}
      disabled={reason === ""}
      pending={act.isPending}
      error={act.error}
      onConfirm={() =>
        act.mutate({ step: "decline", body: { reason, note: note.trim(), ...sideOf(match, side) } })
      }
    >
      <Text size="sm">{t("dialog.declineText")}</Text>
      <SideChoice match={match} side={side} onChange={setSide} />
      <Radio.Group label={t("dialog.reason")} value={reason} onChange={setReason}>
        <Stack gap="xs" mt={6}>
          {reasons.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t("dialog.note")}
        autosize
        minRows={2}
        maxLength={MAX_MESSAGE}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Form>
  );
}

export function AgreedDialog({ match, opened, onClose }: Props) {
  const { t } = useTranslation("matches");
  const act = useAct(match, onClose);
  return (
    <Form
      opened={opened}
      onClose={onClose}
      title={t("dialog.agreedTitle")}
      confirm={t("action.agreed")}
      pending={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate({ step: "progress", body: { state: "agreed", ...sideOf(match) } })}
    >
      <Text size="sm">{t("dialog.agreedText")}</Text>
    </Form>
  );
}

/** The side is named only by someone who represents both. */
export function sideOf(match: Pick<MatchPage, "mine">, side: Side | undefined = match.mine[0]) {
  return match.mine.length > 1 && side ? { side } : {};
}

function SideChoice({
  match,
  side,
  onChange,
}: {
  match: MatchPage;
  side: Side;
  onChange: (side: Side) => void;
}) {
  const { t } = useTranslation("matches");
  if (match.mine.length < 2) return null;
  return (
    <Group gap="xs">
      <Text size="sm">{t("dialog.side")}</Text>
      <SegmentedControl
        size="xs"
        aria-label={t("dialog.side")}
        value={side}
        onChange={(next) => onChange(next as Side)}
        data={[
          { value: "need", label: t("dialog.sideNeed") },
          { value: "offer", label: t("dialog.sideOffer") },
        ]}
      />
    </Group>
  );
}

interface FormProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  confirm: string;
  onConfirm: () => void;
  pending: boolean;
  disabled?: boolean;
  error: unknown;
  shown?: string[];
  children: React.ReactNode;
}

function Form({
  opened,
  onClose,
  title,
  confirm,
  onConfirm,
  pending,
  disabled,
  error,
  shown,
  children,
}: FormProps) {
  const { t } = useTranslation("shared");
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <Stack gap="md">
          {children}
          <ProblemAlert error={error} shown={shown} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={pending} disabled={disabled}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

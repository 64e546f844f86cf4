import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "./ProblemAlert";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and what cannot be undone. */
  children?: ReactNode;
  /** The verb on the button. */
  confirm: string;
  onConfirm: () => void;
  pending?: boolean;
  danger?: boolean;
  error?: unknown;
}

/** Asks before something that cannot be undone. The way back has the focus first. */
export function ConfirmDialog(props: Props) {
  const { t } = useTranslation("shared");
  const { opened, onClose, title, children, confirm, onConfirm, pending, danger, error } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md">
        {children}
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("cancel")}
          </Button>
          <Button color={danger ? "red" : undefined} loading={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { setKeysOn } from "@/shared/keys/keys";
import classes from "./Keys.module.css";

/** What the keyboard can do beyond Tab and Enter; opened by "?". */
export default function Keys({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("app");
  const { t: shared } = useTranslation("shared");
  const keys: [string, string][] = [
    ["j / k", t("keys.rows")],
    ["↑ ↓ Home End", t("keys.arrows")],
    ["j / k", t("keys.match")],
    ["Ctrl + S", t("keys.save")],
    ["Ctrl + Enter", t("keys.send")],
    ["/", t("keys.search")],
    ["?", t("keys.help")],
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("keys.title")}
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <Stack gap="md">
        <dl className={classes.keys}>
          {keys.map(([key, does]) => (
            <div key={does}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Text size="sm" c="dimmed">
          {t("keys.offHint")}
        </Text>
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              setKeysOn(false);
              onClose();
            }}
          >
            {t("keys.off")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { ActionIcon, Button, FileButton, Group, Input, Progress, Stack, Text } from "@mantine/core";
import { IconFile, IconPaperclip, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "@/shared/api/entry";
import { asProblem } from "@/shared/api/problem";
import { address } from "@/shared/api/request";
import { MAX_ATTACHMENT_MB, MAX_ATTACHMENTS } from "../content/fields";
import { FileSize } from "../content/FileSize";
import { useFieldTexts } from "../content/useFieldTexts";
import classes from "./Form.module.css";

const TYPES = ".pdf,.png,.jpg,.jpeg,.webp,.txt,.csv,.docx,.xlsx,.pptx,.odt,.ods";

interface Props {
  entry: string;
  files: Attachment[];
  attach: (file: File, onProgress: (part: number) => void) => Promise<unknown>;
  detach: (id: string) => Promise<unknown>;
}

/** The files of an entry: sent at once, with progress, and removed one by one. */
export function AttachmentsField({ entry, files, attach, detach }: Props) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const [sending, setSending] = useState<{ name: string; part: number }>();
  const [problem, setProblem] = useState<string>();
  const [removing, setRemoving] = useState<string>();

  const say = (error: unknown, name: string) => {
    const { offline, fields, message } = asProblem(error);
    // The server lists what it takes by the names of computers.
    if (fields.some(({ params }) => JSON.stringify(params ?? {}).includes("application/"))) {
      setProblem(t("attachments.wrongType", { name }));
      return;
    }
    setProblem(offline ? t("attachments.offline", { name }) : `${name}: ${fields[0]?.message ?? message}`);
  };
  const send = async (chosen: File[]) => {
    setProblem(undefined);
    for (const file of chosen.slice(0, MAX_ATTACHMENTS - files.length)) {
      if (file.size > MAX_ATTACHMENT_MB << 20) {
        setProblem(t("attachments.tooLarge", { name: file.name }));
        continue;
      }
      setSending({ name: file.name, part: 0 });
      await attach(file, (part) => setSending({ name: file.name, part })).catch((error: unknown) =>
        say(error, file.name),
      );
    }
    setSending(undefined);
  };
  const remove = async ({ id, name }: Attachment) => {
    setRemoving(id);
    await detach(id).catch((error: unknown) => say(error, name));
    setRemoving(undefined);
  };
  const full = files.length >= MAX_ATTACHMENTS;
  return (
    <Input.Wrapper
      label={texts.label("attachments")}
      description={full ? t("attachments.full") : texts.hint("attachments")}
      labelElement="div"
    >
      <Stack gap="xs" mt={6}>
        <div>
          {files.map((file) => (
            <div key={file.id} className={classes.file}>
              <IconFile size={16} aria-hidden />
              <a
                href={address(
                  `/entries/${encodeURIComponent(entry)}/attachments/${encodeURIComponent(file.id)}`,
                )}
                download={file.name}
              >
                {file.name}
              </a>
              <FileSize bytes={file.size} />
              <ActionIcon
                ml="auto"
                variant="subtle"
                color="gray"
                c="dimmed"
                loading={removing === file.id}
                aria-label={t("attachments.remove", { name: file.name })}
                onClick={() => void remove(file)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </div>
          ))}
        </div>
        {sending && (
          <div role="status">
            <Text size="sm">{t("attachments.sending", { name: sending.name })}</Text>
            <Progress
              value={sending.part * 100}
              size="sm"
              color="gray"
              aria-label={t("attachments.sending", { name: sending.name })}
            />
          </div>
        )}
        <Input.Error role="alert">{problem}</Input.Error>
        <Group>
          <FileButton multiple accept={TYPES} onChange={(chosen) => void send(chosen)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                disabled={full || sending !== undefined}
                leftSection={<IconPaperclip size={16} aria-hidden />}
              >
                {t("attachments.add")}
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}

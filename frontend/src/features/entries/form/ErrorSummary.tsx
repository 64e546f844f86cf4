import { Alert, Anchor, List, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { EntryKind } from "@/shared/api/entry";
import { fieldId, revealField } from "@/shared/ui/revealField";
import { fieldOfPath } from "../content/fields";
import type { Path } from "../content/path";
import { useFieldTexts } from "../content/useFieldTexts";

interface Props {
  kind: EntryKind;
  errors: Record<Path, string>;
  /** Changes with every refusal, so that each takes the focus here. */
  attempt: number;
  /** Goes to a field; in the form itself it is revealed there. */
  onGo?: (field: Path) => void;
}

/** All that is wrong in one place, each problem with a link to its field. */
export function ErrorSummary({ kind, errors, attempt, onGo = revealField }: Props) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt === 0) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: "start" });
  }, [attempt]);
  const list = Object.entries(errors);
  if (list.length === 0) return null;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      color="red"
      variant="light"
      role="alert"
      title={t("form.summary", { count: list.length })}
    >
      <Text size="sm" mb={6}>
        {t("form.summaryText")}
      </Text>
      <List size="sm">
        {list.map(([path, message]) => {
          const field = fieldOfPath(kind, path)?.path ?? path;
          return (
            <List.Item key={path}>
              <Anchor
                href={`#${fieldId(field)}`}
                size="sm"
                onClick={(event) => {
                  event.preventDefault();
                  onGo(field);
                }}
              >
                {texts.place(kind, path)}
              </Anchor>
              {`: ${message}`}
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}

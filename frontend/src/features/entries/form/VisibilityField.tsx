import { Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EntryItem, Visibility } from "@/shared/api/entry";
import { isEmpty, type Text as Bilingual } from "@/shared/api/text";
import { ENUMS, useCodeLabel, useWords } from "@/shared/code/codes";
import { KindTag } from "@/shared/ui/Badges";
import { UserText } from "@/shared/ui/TextBlock";
import { useFieldTexts } from "../content/useFieldTexts";
import classes from "./Form.module.css";

interface Props {
  value: string;
  onChange: (value: Visibility) => void;
  error?: string;
}

/** Who sees the entry, each choice with what it means. */
export function VisibilityField({ value, onChange, error }: Props) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  return (
    <Radio.Group
      label={texts.label("visibility")}
      description={t("visibility.confidential")}
      value={value}
      error={error}
      onChange={(next) => onChange(next as Visibility)}
    >
      <Stack gap="xs" mt="xs">
        {ENUMS.visibility.map((one) => (
          <div key={one} className={classes.option} data-checked={value === one}>
            <Radio value={one} label={t(`visibility.${one}`)} description={t(`visibility.${one}Text`)} />
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}

interface PreviewProps {
  entry: Pick<EntryItem, "kind" | "owner" | "organisation">;
  title: Bilingual;
  teaser: Bilingual;
  trl: number | null;
  visibility: string;
}

/** What others will see of the entry in a list. */
export function VisibilityPreview({ entry, title, teaser, trl, visibility }: PreviewProps) {
  const { t } = useTranslation("entries");
  const word = useWords();
  const voivodeship = useCodeLabel("voivodeships");
  const anonymous = visibility === "teaser";
  const about = [
    word("origin", entry.owner.origin),
    word("size", entry.owner.size),
    voivodeship(entry.owner.voivodeship),
  ];
  const who = anonymous
    ? [...about, t("visibility.anonymous")]
    : [entry.organisation?.name ?? t("visibility.named")];
  return (
    <section aria-label={t("visibility.preview")}>
      <Text size="sm" fw={600} mb={6}>
        {t("visibility.preview")}
      </Text>
      <div className={classes.preview}>
        {isEmpty(title) && isEmpty(teaser) ? (
          <Text c="dimmed">{t("visibility.previewEmpty")}</Text>
        ) : (
          <>
            <KindTag kind={entry.kind} />
            <Text fw={600} mt={4}>
              <UserText text={title} />
            </Text>
            <Text mt={4} style={{ whiteSpace: "pre-wrap" }}>
              <UserText text={teaser} />
            </Text>
            <div className={classes.previewWho}>
              {[trl ? `TRL\u00a0${trl}` : "", ...who].filter(Boolean).join(" · ")}
            </div>
          </>
        )}
      </div>
    </section>
  );
}

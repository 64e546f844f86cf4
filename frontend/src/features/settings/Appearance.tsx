import { Checkbox, Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Scheme } from "@/shared/api/session";
import { setKeysOn, useKeysAreOn } from "@/shared/keys/keys";
import type { Language } from "@/shared/i18n/languages";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { usePreferences } from "./usePreferences";

/** Language and colour scheme; a choice counts at once. */
export function Appearance() {
  const { t } = useTranslation("settings");
  const keys = useKeysAreOn();
  const { locale, scheme, set, save } = usePreferences();
  return (
    <Stack gap="md">
      <ProblemAlert error={save.error} />
      <Radio.Group
        label={t("language")}
        value={locale}
        onChange={(value) => set({ locale: value as Language })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="pl" label="Polski" lang="pl" />
          <Radio value="en" label="English" lang="en" />
        </Stack>
      </Radio.Group>
      <Radio.Group label={t("scheme")} value={scheme} onChange={(value) => set({ scheme: value as Scheme })}>
        <Stack gap="xs" mt="xs">
          <Radio value="auto" label={t("schemes.auto")} />
          <Radio value="light" label={t("schemes.light")} />
          <Radio value="dark" label={t("schemes.dark")} />
        </Stack>
      </Radio.Group>
      <Checkbox
        label={t("keys")}
        description={t("keysHint")}
        checked={keys}
        onChange={(event) => setKeysOn(event.currentTarget.checked)}
      />
    </Stack>
  );
}

import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { useSession } from "@/shared/api/session";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { usePreferences } from "./usePreferences";

/** The person's name as others see it, and the address to sign in with. */
export function Name() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const { name, set, save } = usePreferences();
  const [typed, setTyped] = useState(name);
  const changed = typed.trim() !== name;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        set({ name: typed.trim() });
      }}
    >
      <Stack gap="md">
        <ProblemAlert error={save.error} shown={["name"]} />
        <TextInput
          label={t("name")}
          description={t("nameHint")}
          autoComplete="name"
          maxLength={120}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={save.error ? asProblem(save.error).under("name") : undefined}
        />
        <div>
          <Text size="sm" fw={500}>
            {t("email")}
          </Text>
          <Text>{person.email}</Text>
        </div>
        <Group>
          <Button type="submit" variant="default" disabled={!changed} loading={save.isPending}>
            {t("saveName")}
          </Button>
          {save.isSuccess && !changed && (
            <Text size="sm" c="dimmed" role="status">
              {t("saved")}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { useSession } from "@/shared/api/session";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { changePassword } from "./api";

/** Changes the password; other sessions end. */
export function Password() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const queryClient = useQueryClient();
  const [old, setOld] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword(old, password),
    onSuccess: async () => {
      setOld("");
      setPassword("");
      await queryClient.invalidateQueries({ queryKey: ["session", "places"] });
    },
  });
  const formRef = useProblemFocus(change.error);
  const errors = change.error ? asProblem(change.error).byField() : {};
  const toggle = { "aria-label": t("showPassword"), tabIndex: 0 };
  return (
    <form
      ref={formRef}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack gap="md">
        <ProblemAlert error={change.error} shown={["old", "password"]} />
        {/* Lets a password manager know whose password it is. */}
        <input type="hidden" autoComplete="username" value={person.email} readOnly />
        <PasswordInput
          label={t("oldPassword")}
          autoComplete="current-password"
          maxLength={256}
          value={old}
          onChange={(event) => setOld(event.currentTarget.value)}
          error={errors.old}
          visibilityToggleButtonProps={toggle}
        />
        <PasswordInput
          label={t("newPassword")}
          description={t("passwordHint")}
          autoComplete="new-password"
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={errors.password}
          visibilityToggleButtonProps={toggle}
        />
        <Group>
          <Button type="submit" variant="default" disabled={!old || !password} loading={change.isPending}>
            {t("changePassword")}
          </Button>
          {change.isSuccess && !old && (
            <Text size="sm" c="dimmed" role="status">
              {t("passwordChanged")}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

import { Button, Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { api } from "@/shared/api/request";
import { type OwnContact, type Session, sessionQuery, useSession } from "@/shared/api/session";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";

const SHARES = ["function", "email", "phone"] as const;

/** How the partner of a mutual match reaches the person. The name is always shown, the rest as chosen. */
export function Contact() {
  const { t } = useTranslation("settings");
  const { person } = useSession();
  const queryClient = useQueryClient();
  const [form, setForm] = useState<OwnContact>(person.contact);
  const save = useMutation({
    mutationFn: () =>
      api.put<Session>("/session/contact", {
        ...form,
        function: form.function.trim(),
        phone: form.phone.trim(),
      }),
    onSuccess: (after) => {
      queryClient.setQueryData(sessionQuery.queryKey, after);
      setForm(after.person.contact);
    },
  });
  const problem = save.error ? asProblem(save.error) : undefined;
  const changed = JSON.stringify(form) !== JSON.stringify(person.contact);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="md">
        <ProblemAlert error={save.error} shown={["function", "phone"]} />
        <TextInput
          label={t("function")}
          description={t("functionHint")}
          autoComplete="organization-title"
          maxLength={120}
          value={form.function}
          onChange={(event) => setForm({ ...form, function: event.currentTarget.value })}
          error={problem?.under("function")}
        />
        <TextInput
          type="tel"
          label={t("phone")}
          autoComplete="tel"
          maxLength={40}
          value={form.phone}
          onChange={(event) => setForm({ ...form, phone: event.currentTarget.value })}
          error={problem?.under("phone")}
        />
        <Checkbox.Group
          label={t("shares")}
          description={t("sharesHint")}
          value={form.shares}
          onChange={(shares) =>
            setForm({ ...form, shares: SHARES.filter((one) => (shares as string[]).includes(one)) })
          }
        >
          <Stack gap="xs" mt="xs">
            {SHARES.map((share) => (
              <Checkbox key={share} value={share} label={t(`share.${share}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group>
          <Button type="submit" variant="default" disabled={!changed} loading={save.isPending}>
            {t("saveContact")}
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

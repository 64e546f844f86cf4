import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cluster } from "@/shared/api/model";
import { asProblem } from "@/shared/api/problem";
import type { Language } from "@/shared/i18n/languages";
import { useLanguage } from "@/shared/i18n/useFormat";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { GrantChoice } from "./GrantChoice";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { type GrantForm, invite } from "./people";

/** Invites somebody by mail into a role of this cluster. */
export function Invite({ cluster, onClose }: { cluster: Cluster; onClose: () => void }) {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [locale, setLocale] = useState<Language>(useLanguage());
  const [grant, setGrant] = useState<GrantForm>({ role: "representative" });
  const send = useMutation({
    mutationFn: () => invite({ name, email: email.trim(), locale, grants: [grant] }),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["people", "invitations"] });
    },
  });
  const formRef = useProblemFocus(send.error);
  const problem = send.error ? asProblem(send.error) : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("inviteTitle")}
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <form
        ref={formRef}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t("inviteText")}
          </Text>
          <ProblemAlert error={problem} shown={["name", "email"]} />
          <TextInput
            data-autofocus
            label={t("personName")}
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={problem?.under("name")}
          />
          <TextInput
            type="email"
            label={t("email")}
            required
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={problem?.under("email")}
          />
          <GrantChoice cluster={cluster} value={grant} onChange={setGrant} error={problem?.under("grants")} />
          <Group gap="sm">
            <Text size="sm" id="letter-language">
              {t("letterLanguage")}
            </Text>
            <SegmentedControl
              size="xs"
              aria-labelledby="letter-language"
              value={locale}
              onChange={(next) => setLocale(next as Language)}
              data={[
                { value: "pl", label: "polski" },
                { value: "en", label: "English" },
              ]}
            />
          </Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shared("cancel")}
            </Button>
            <Button type="submit" loading={send.isPending}>
              {t("inviteSend")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

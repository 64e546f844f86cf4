import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { textIn } from "../api/text";
import { useLanguage } from "../i18n/useFormat";
import { ProblemAlert } from "../ui/ProblemAlert";
import { DateOnly } from "../ui/When";
import { acceptRequest, declineRequest, type MembershipRequest, withdrawRequest } from "./api";

/** Requests to join a cluster, each with what the person may do about it. */
export function Requests({ requests }: { requests: MembershipRequest[] }) {
  return (
    <Stack gap="md" component="ul" style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {requests.map((request) => (
        <li key={request.id}>
          <Request request={request} />
        </li>
      ))}
    </Stack>
  );
}

const ACTIONS = { accept: acceptRequest, decline: declineRequest, withdraw: withdrawRequest };

function Request({ request }: { request: MembershipRequest }) {
  const { t } = useTranslation("membership");
  const language = useLanguage();
  const queryClient = useQueryClient();
  const act = useMutation({
    mutationFn: (action: keyof typeof ACTIONS): Promise<unknown> => ACTIONS[action](request.id),
    // Also after a refusal: it was answered or taken back meanwhile.
    onSettled: () =>
      Promise.all(
        ["memberships", "home", "organisations", "clusters"].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  const cluster = textIn(request.cluster.name, language);
  const names = { cluster, organisation: request.organisation.name };
  const step = (action: keyof typeof ACTIONS, main: boolean) => (
    <Button
      size="compact-sm"
      variant={main ? "filled" : "default"}
      loading={act.isPending && act.variables === action}
      disabled={act.isPending && act.variables !== action}
      onClick={() => act.mutate(action)}
      aria-label={t(`${action}Of`, names)}
    >
      {t(action)}
    </Button>
  );
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="sm" align="flex-start">
        <div style={{ flex: "1 1 16rem", minWidth: 0 }}>
          <Link to="/clusters/$slug" params={{ slug: request.cluster.slug }}>
            {cluster}
          </Link>{" "}
          →{" "}
          <Link to="/organisations/$id" params={{ id: request.organisation.id }}>
            {request.organisation.name}
          </Link>
          <Text size="sm" c="dimmed">
            {request.by && `${t("by", { name: request.by })} · `}
            {t("until")} <DateOnly at={request.expiresAt} />
          </Text>
        </div>
        <Group gap="xs">
          {request.canAnswer && step("accept", true)}
          {request.canAnswer && step("decline", false)}
          {request.canWithdraw && !request.canAnswer && step("withdraw", false)}
        </Group>
      </Group>
      {request.canAnswer && (
        <Text size="sm" c="dimmed">
          {t("means")}
        </Text>
      )}
      <ProblemAlert error={act.error} />
    </Stack>
  );
}

import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { signedOut } from "@/shared/api/request";
import { StateBadge } from "@/shared/ui/Badges";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { RelativeTime } from "@/shared/ui/When";
import { endSession, endSessions, type SessionItem, sessionsQuery } from "./api";
import classes from "./settings.module.css";

/** Where the person is signed in, and the way out of each place. */
export function Sessions() {
  const { t } = useTranslation("settings");
  const queryClient = useQueryClient();
  const list = useQuery(sessionsQuery);
  const refresh = () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const end = useMutation({ mutationFn: endSession, onSuccess: refresh });
  const endAll = useMutation({
    mutationFn: endSessions,
    onSuccess: (_none, all) => (all ? signedOut() : refresh()),
  });
  if (list.isPending) return <RowsSkeleton rows={2} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <Stack gap="md">
      <ProblemAlert error={end.error ?? endAll.error} />
      <ul className={classes.sessions}>
        {list.data.map((one) => (
          <Place
            key={one.id}
            session={one}
            pending={end.isPending && end.variables === one.id}
            onEnd={() => end.mutate(one.id)}
          />
        ))}
      </ul>
      <Group>
        {list.data.length > 1 && (
          <Button
            variant="default"
            onClick={() => endAll.mutate(false)}
            loading={endAll.isPending && !endAll.variables}
          >
            {t("endOthers")}
          </Button>
        )}
        <Button
          variant="default"
          onClick={() => endAll.mutate(true)}
          loading={endAll.isPending && endAll.variables}
        >
          {t("endAll")}
        </Button>
      </Group>
    </Stack>
  );
}

interface PlaceProps {
  session: SessionItem;
  pending: boolean;
  onEnd: () => void;
}

function Place({ session, pending, onEnd }: PlaceProps) {
  const { t } = useTranslation("settings");
  const agent = session.agent || t("unknownAgent");
  return (
    <li>
      <div>
        {agent} {session.current && <StateBadge tone="good">{t("thisSession")}</StateBadge>}
        <Text size="sm" c="dimmed">
          {t("lastUse")} <RelativeTime at={session.seenAt} />
        </Text>
      </div>
      {!session.current && (
        <Button
          size="compact-sm"
          variant="default"
          loading={pending}
          onClick={onEnd}
          aria-label={t("endOf", { agent })}
        >
          {t("end")}
        </Button>
      )}
    </li>
  );
}

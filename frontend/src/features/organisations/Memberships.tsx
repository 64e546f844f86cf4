import { Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClusterRef, Organisation } from "@/shared/api/model";
import { api } from "@/shared/api/request";
import { textIn } from "@/shared/api/text";
import { useLanguage } from "@/shared/i18n/useFormat";
import { requestsToQuery } from "@/shared/membership/api";
import { Requests } from "@/shared/membership/Requests";
import { ConfirmDialog } from "@/shared/ui/ConfirmDialog";
import { Section } from "@/shared/ui/Page";

/** Requests of clusters to this organisation, for those who answer them. */
export function RequestsToJoin({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("organisations");
  const { data } = useQuery(requestsToQuery(organisation.id));
  const waiting = data?.filter(({ canAnswer }) => canAnswer) ?? [];
  if (waiting.length === 0) return null;
  return (
    <Section title={t("requests")}>
      <Requests requests={waiting} />
    </Section>
  );
}

/** The clusters of the own organisation, each with the way out. */
export function LeaveClusters({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("organisations");
  const language = useLanguage();
  const queryClient = useQueryClient();
  const [leaving, setLeaving] = useState<ClusterRef>();
  const leave = useMutation({
    mutationFn: (cluster: ClusterRef) =>
      api.delete<undefined>(
        `/organisations/${encodeURIComponent(organisation.id)}/clusters/${encodeURIComponent(cluster.id)}`,
      ),
    onSuccess: async () => {
      setLeaving(undefined);
      await Promise.all(
        ["organisations", "clusters", "session"].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      );
    },
  });
  if (!organisation.own || organisation.clusters.length === 0) return null;
  return (
    <Section title={t("membership")}>
      {organisation.clusters.map((cluster) => (
        <Group key={cluster.id} justify="space-between" gap="sm" mb="xs" wrap="nowrap" align="flex-start">
          <span style={{ minWidth: 0 }}>{textIn(cluster.name, language)}</span>
          <Button
            size="compact-sm"
            variant="default"
            style={{ flexShrink: 0 }}
            aria-label={t("leaveOf", { cluster: textIn(cluster.name, language) })}
            onClick={() => setLeaving(cluster)}
          >
            {t("leave")}
          </Button>
        </Group>
      ))}
      <ConfirmDialog
        opened={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={t("leaveTitle", { cluster: textIn(leaving?.name, language) })}
        confirm={t("leave")}
        danger
        pending={leave.isPending}
        error={leave.error}
        onConfirm={() => leaving && leave.mutate(leaving)}
      >
        <Text>{t("leaveText")}</Text>
      </ConfirmDialog>
    </Section>
  );
}

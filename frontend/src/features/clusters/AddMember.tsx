import { Alert, Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import type { Cluster, Organisation } from "@/shared/api/model";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { askMember, findQuery } from "./api";

/** Finds an organisation that is on the platform already and asks it to join. */
export function AddMember({ cluster, onClose }: { cluster: Cluster; onClose: () => void }) {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const found = useInfiniteQuery({ ...findQuery(wanted), enabled: wanted.length >= 2 });
  const add = useMutation({
    mutationFn: ({ id }: Organisation) => askMember(cluster.id, id),
    onSuccess: async ({ outcome }) => {
      if (outcome === "joined" || outcome === "member") onClose();
      await Promise.all(
        ["organisations", "clusters", "memberships"].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      );
    },
  });
  const options = itemsOf(found.data).filter(({ clusters }) => clusters.every(({ id }) => id !== cluster.id));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("addMember")}
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t("findOrganisation")}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          {t("askText")}
        </Text>
        {add.isSuccess && (
          <Alert variant="light" color="gray" role="status">
            {t(add.data.outcome === "waiting" ? "askedBefore" : "askedNow", { name: add.variables.name })}
          </Alert>
        )}
        <ProblemAlert error={add.error ?? found.error} />
        {found.isFetching && <RowsSkeleton rows={2} />}
        {found.data && options.length === 0 && <Text c="dimmed">{t("noneFound")}</Text>}
        {options.map((one) => (
          <Button
            key={one.id}
            variant="default"
            justify="flex-start"
            onClick={() => add.mutate(one)}
            loading={add.isPending && add.variables.id === one.id}
          >
            {[one.name, one.city].filter(Boolean).join(", ")}
          </Button>
        ))}
        <Text size="sm" c="dimmed">
          {t("notThere")} <Link to="/organisations/new">{t("createOrganisation")}</Link>
        </Text>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Modal, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cluster } from "@/shared/api/model";
import { asProblem } from "@/shared/api/problem";
import type { Grant } from "@/shared/api/session";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { GrantChoice } from "./GrantChoice";
import { useGrantText } from "./Grants";
import { type GrantForm, giveGrant, type Person, takeGrant } from "./people";

interface Props {
  person: Person;
  cluster: Cluster;
  onClose: () => void;
}

/** Takes roles from a person and gives new ones. A change counts at once, in every open tab of theirs. */
export function PersonRoles({ person, cluster, onClose }: Props) {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const queryClient = useQueryClient();
  const say = useGrantText();
  const [grants, setGrants] = useState(person.grants);
  const [grant, setGrant] = useState<GrantForm>({ role: "auditor", cluster: cluster.id });
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["people", "list"] });
  const take = useMutation({
    mutationFn: (one: Grant) => takeGrant(person.id, one),
    onSuccess: (_none, taken) => {
      setGrants(grants.filter((one) => one !== taken));
      return refresh();
    },
  });
  const give = useMutation({
    mutationFn: () => giveGrant(person.id, grant),
    onSuccess: (after) => {
      setGrants(after.grants);
      return refresh();
    },
  });
  return (
    <Modal opened onClose={onClose} title={person.name} closeButtonProps={{ "aria-label": shared("close") }}>
      <Stack gap="md">
        <ProblemAlert error={take.error ?? give.error} />
        {grants.length === 0 && <Text c="dimmed">{t("noRoles")}</Text>}
        {grants.map((one) => (
          <Group key={say(one)} justify="space-between" wrap="nowrap">
            <span>{say(one)}</span>
            {one.canTake && (
              <Button
                size="compact-sm"
                variant="default"
                loading={take.isPending && take.variables === one}
                onClick={() => take.mutate(one)}
              >
                {t("takeRole")}
              </Button>
            )}
          </Group>
        ))}
        <Title order={3} size="h3">
          {t("giveRole")}
        </Title>
        <GrantChoice
          cluster={cluster}
          value={grant}
          onChange={setGrant}
          error={give.error ? asProblem(give.error).fields[0]?.message : undefined}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shared("close")}
          </Button>
          <Button onClick={() => give.mutate()} loading={give.isPending}>
            {t("giveRole")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { useSession } from "@/shared/api/session";
import { useLocalForm } from "@/shared/draft/useLocalForm";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { type ClusterForm, createCluster } from "./api";
import { ClusterFields } from "./ClusterFields";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { BLANK, slugOf } from "./form";

export function NewClusterPage() {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const { person } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useLocalForm(`${person.id}:cluster:new`, BLANK, 0);
  const create = useMutation({
    mutationFn: createCluster,
    onSuccess: async ({ slug }) => {
      form.clear();
      await queryClient.invalidateQueries({ queryKey: ["clusters"] });
      await navigate({ to: "/clusters/$slug", params: { slug } });
    },
  });
  const formRef = useProblemFocus(create.error);
  const problem = create.error ? asProblem(create.error) : undefined;
  /** The short name follows the name until it is written by hand. */
  const set = (change: Partial<ClusterForm>) => {
    const before = form.value.name.pl ?? form.value.name.en ?? "";
    const follows = form.value.slug === slugOf(before);
    const name = change.name?.pl || change.name?.en;
    form.set(follows && name !== undefined ? { ...change, slug: slugOf(name) } : change);
  };
  return (
    <Page
      title={t("newTitle")}
      lead={t("newLead")}
      crumb={<Link to="/clusters">{t("title")}</Link>}
      width="read"
    >
      <form
        ref={formRef}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(form.value);
        }}
      >
        <Stack gap="lg">
          <ProblemAlert error={problem} />
          <ClusterFields form={form.value} set={set} problem={problem} />
          <Group>
            <Button type="submit" loading={create.isPending}>
              {t("create")}
            </Button>
            <Button variant="default" renderRoot={(props) => <Link to="/clusters" {...props} />}>
              {shared("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

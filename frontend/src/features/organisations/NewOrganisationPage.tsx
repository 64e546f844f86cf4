import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { clustersQuery } from "@/shared/api/clusters";
import type { OrganisationForm } from "@/shared/api/model";
import { asProblem } from "@/shared/api/problem";
import { useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { CodeSelect } from "@/shared/code/CodeSelect";
import { useLocalForm } from "@/shared/draft/useLocalForm";
import { useLanguage } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { Page, Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { createOrganisation, organisationQuery } from "./api";
import { BLANK, tidy } from "./form";
import { useFieldName } from "./useFieldName";
import { OrganisationFields } from "./OrganisationFields";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { Restored, Stacked } from "./parts";

export function NewOrganisationPage() {
  const { t } = useTranslation("organisations");
  const { data } = useSuspenseQuery(clustersQuery);
  const clusters = data.filter(({ canManage }) => canManage);
  return (
    <Page
      title={t("newTitle")}
      lead={t("newLead")}
      crumb={<Link to="/organisations">{t("title")}</Link>}
      width="read"
    >
      {clusters.length === 0 ? (
        <EmptyState title={t("noCluster")}>{t("noClusterText")}</EmptyState>
      ) : (
        <Editor clusters={clusters} />
      )}
    </Page>
  );
}

type Form = OrganisationForm & { cluster: string };

function Editor({ clusters }: { clusters: { id: string; name: { pl?: string; en?: string } }[] }) {
  const fieldName = useFieldName();
  const { t } = useTranslation("organisations");
  const { t: shared } = useTranslation("shared");
  const language = useLanguage();
  const { person } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useLocalForm<Form>(
    `${person.id}:organisation:new`,
    { ...BLANK, cluster: clusters[0]?.id ?? "" },
    0,
  );
  const create = useMutation({
    mutationFn: ({ cluster, ...organisation }: Form) => createOrganisation(cluster, tidy(organisation)),
    onSuccess: async (made) => {
      form.clear();
      queryClient.setQueryData(organisationQuery(made.id).queryKey, made);
      void queryClient.invalidateQueries({ queryKey: ["organisations", "list"] });
      await navigate({ to: "/organisations/$id", params: { id: made.id } });
    },
  });
  const formRef = useProblemFocus(create.error);
  const problem = create.error ? asProblem(create.error) : undefined;
  return (
    <form
      ref={formRef}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(form.value);
      }}
    >
      <Stacked>
        {form.restored && <Restored onReset={form.reset} />}
        <ProblemAlert error={problem} nameOf={fieldName} />
        {clusters.length > 1 && (
          <Section title={t("cluster")}>
            <CodeSelect
              label={t("joins")}
              required
              options={clusters.map(({ id, name }) => ({ value: id, label: textIn(name, language) }))}
              value={form.value.cluster}
              onChange={(cluster) => form.set({ cluster })}
              error={problem?.under("cluster")}
            />
          </Section>
        )}
        <OrganisationFields form={form.value} set={form.set} problem={problem} />
        <Group>
          <Button type="submit" loading={create.isPending}>
            {t("create")}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/organisations" {...props} />}>
            {shared("cancel")}
          </Button>
        </Group>
      </Stacked>
    </form>
  );
}

import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation, OrganisationForm } from "@/shared/api/model";
import { asProblem } from "@/shared/api/problem";
import { useSession } from "@/shared/api/session";
import { StaleDialog } from "@/shared/draft/StaleDialog";
import { useLocalForm } from "@/shared/draft/useLocalForm";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { api } from "@/shared/api/request";
import { organisationQuery, saveOrganisation } from "./api";
import { formOf, tidy } from "./form";
import { useFieldName } from "./useFieldName";
import { OrganisationFields } from "./OrganisationFields";
import { Restored, Stacked } from "./parts";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { useStale } from "./useStale";

export function EditOrganisationPage() {
  const { id } = useParams({ from: "/inside/organisations/$id/edit" });
  const { data } = useSuspenseQuery(organisationQuery(id));
  // What is being edited stays as it was opened, whatever the cache learns meanwhile.
  const [opened] = useState(data);
  return <Editor key={id} opened={opened} />;
}

function Editor({ opened }: { opened: Organisation }) {
  const fieldName = useFieldName();
  const { t } = useTranslation("organisations");
  const { t: shared } = useTranslation("shared");
  const { id } = opened;
  const { person } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useLocalForm(`${person.id}:organisation:${id}`, formOf(opened), opened.version);
  const stale = useStale(form.value, form.base === opened.version ? formOf(opened) : undefined, form.rebase);
  const save = useMutation({
    mutationFn: ({ value, version }: { value: OrganisationForm; version: number }) =>
      saveOrganisation(id, version, tidy(value)),
    onSuccess: async (saved) => {
      form.clear();
      queryClient.setQueryData(organisationQuery(id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ["organisations", "list"] });
      await navigate({ to: "/organisations/$id", params: { id } });
    },
    onError: async (error) => {
      if (asProblem(error).stale)
        stale.compare(await api.get<Organisation>(`/organisations/${id}`), (value, version) =>
          save.mutate({ value, version }),
        );
    },
  });
  const formRef = useProblemFocus(save.error);
  const problem = save.error && !asProblem(save.error).stale ? asProblem(save.error) : undefined;
  return (
    <Page
      title={t("editTitle", { name: opened.name })}
      crumb={
        <Link to="/organisations/$id" params={{ id }}>
          {opened.name}
        </Link>
      }
      width="read"
    >
      {form.restored && <Restored onReset={form.reset} />}
      <form
        ref={formRef}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ value: form.value, version: form.base });
        }}
      >
        <Stacked>
          <ProblemAlert error={problem} nameOf={fieldName} />
          <OrganisationFields form={form.value} set={form.set} problem={problem} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {shared("save")}
            </Button>
            <Button
              variant="default"
              onClick={form.clear}
              renderRoot={(props) => <Link to="/organisations/$id" params={{ id }} {...props} />}
            >
              {shared("cancel")}
            </Button>
          </Group>
        </Stacked>
      </form>
      <StaleDialog
        key={stale.fields.length}
        fields={stale.fields}
        onClose={stale.close}
        onChoose={stale.choose}
      />
    </Page>
  );
}

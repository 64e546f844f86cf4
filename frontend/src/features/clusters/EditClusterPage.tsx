import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cluster } from "@/shared/api/model";
import { asProblem } from "@/shared/api/problem";
import { api } from "@/shared/api/request";
import { useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { StaleDialog } from "@/shared/draft/StaleDialog";
import { threeWay } from "@/shared/draft/threeWay";
import { useLocalForm } from "@/shared/draft/useLocalForm";
import { useLanguage } from "@/shared/i18n/useFormat";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { type ClusterForm, clusterQuery, saveCluster } from "./api";
import { ClusterFields } from "./ClusterFields";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { formOf } from "./form";

export function EditClusterPage() {
  const { slug } = useParams({ from: "/inside/clusters/$slug/edit" });
  const { data } = useSuspenseQuery(clusterQuery(slug));
  // What is being edited stays as it was opened, whatever the cache learns meanwhile.
  const [opened] = useState(data);
  return <Editor key={opened.id} opened={opened} />;
}

interface Stale {
  theirs: Cluster;
  merged: ClusterForm;
  fields: (keyof ClusterForm)[];
}

function Editor({ opened }: { opened: Cluster }) {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const language = useLanguage();
  const { person } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useLocalForm(`${person.id}:cluster:${opened.id}`, formOf(opened), opened.version);
  const [stale, setStale] = useState<Stale>();
  const save = useMutation({
    mutationFn: ({ value, version }: { value: ClusterForm; version: number }) =>
      saveCluster(opened.id, version, value),
    onSuccess: async (saved) => {
      form.clear();
      await queryClient.invalidateQueries({ queryKey: ["clusters"] });
      await navigate({ to: "/clusters/$slug", params: { slug: saved.slug } });
    },
    onError: async (error) => {
      if (asProblem(error).stale) compare(await api.get<Cluster>(`/clusters/${opened.id}`));
    },
  });
  const compare = (theirs: Cluster) => {
    const base = form.base === opened.version ? formOf(opened) : undefined;
    const { value, conflicts } = threeWay(base, form.value, formOf(theirs));
    if (conflicts.length > 0) setStale({ theirs, merged: value, fields: conflicts });
    else again(value, theirs.version);
  };
  const again = (value: ClusterForm, version: number) => {
    form.rebase(value, version);
    setStale(undefined);
    save.mutate({ value, version });
  };
  const show = (field: keyof ClusterForm, value: ClusterForm) => {
    const one = value[field];
    return typeof one === "string" ? one : textIn(one, language);
  };
  const formRef = useProblemFocus(save.error);
  const problem = save.error && !asProblem(save.error).stale ? asProblem(save.error) : undefined;
  const name = textIn(opened.name, language);
  return (
    <Page
      title={t("editTitle", { name })}
      crumb={
        <Link to="/clusters/$slug" params={{ slug: opened.slug }}>
          {name}
        </Link>
      }
      width="read"
    >
      <form
        ref={formRef}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ value: form.value, version: form.base });
        }}
      >
        <Stack gap="lg">
          <ProblemAlert error={problem} />
          <ClusterFields form={form.value} set={form.set} problem={problem} cluster={opened} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {shared("save")}
            </Button>
            <Button
              variant="default"
              onClick={form.clear}
              renderRoot={(props) => <Link to="/clusters/$slug" params={{ slug: opened.slug }} {...props} />}
            >
              {shared("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
      <StaleDialog
        key={stale?.theirs.version}
        fields={(stale?.fields ?? []).map((field) => ({
          field,
          label: t(field),
          mine: show(field, form.value),
          theirs: stale && show(field, formOf(stale.theirs)),
        }))}
        onClose={() => setStale(undefined)}
        onChoose={(theirs) => {
          if (!stale) return;
          const other = formOf(stale.theirs);
          const taken = stale.fields
            .filter((field) => theirs.has(field))
            .map((field) => [field, other[field]]);
          again({ ...stale.merged, ...Object.fromEntries(taken) }, stale.theirs.version);
        }}
      />
    </Page>
  );
}

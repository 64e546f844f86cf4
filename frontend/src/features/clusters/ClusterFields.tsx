import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/shared/api/list";
import type { Cluster } from "@/shared/api/model";
import type { Problem } from "@/shared/api/problem";
import { CodeSelect } from "@/shared/code/CodeSelect";
import { useCodeOptions, useEnumOptions } from "@/shared/code/codes";
import { BilingualText } from "@/shared/ui/BilingualText";
import { Section } from "@/shared/ui/Page";
import { type ClusterForm, membersQuery } from "./api";
import classes from "./clusters.module.css";
import { LIMITS } from "./form";

interface Props {
  form: ClusterForm;
  set: (change: Partial<ClusterForm>) => void;
  problem: Problem | undefined;
  /** The cluster that is changed; absent while a new one is made. */
  cluster?: Cluster;
}

/** The fields of a cluster. */
export function ClusterFields({ form, set, problem, cluster }: Props) {
  const { t } = useTranslation("clusters");
  const sectors = useCodeOptions("sectors");
  const voivodeships = useCodeOptions("voivodeships");
  const stages = useEnumOptions("stage");
  const error = (field: string) => problem?.under(field);
  return (
    <Section title={t("facts")}>
      <div className={classes.stack}>
        <BilingualText
          label={t("name")}
          required
          max={LIMITS.name}
          value={form.name}
          onChange={(name) => set({ name })}
          error={problem?.byField().name}
          errors={{ pl: error("name.pl"), en: error("name.en") }}
        />
        <div className={classes.pair}>
          <CodeSelect
            label={t("sector")}
            required
            options={sectors}
            value={form.sector}
            onChange={(sector) => set({ sector })}
            error={error("sector")}
          />
          <CodeSelect
            label={t("voivodeship")}
            required
            options={voivodeships}
            value={form.voivodeship}
            onChange={(voivodeship) => set({ voivodeship })}
            error={error("voivodeship")}
          />
          <CodeSelect
            label={t("stage")}
            required
            options={stages}
            value={form.stage}
            onChange={(stage) => set({ stage: stage as ClusterForm["stage"] })}
            error={error("stage")}
          />
          <TextInput
            label={t("slug")}
            description={t("slugHint")}
            required
            maxLength={LIMITS.slug}
            value={form.slug}
            onChange={(event) => set({ slug: event.currentTarget.value })}
            error={error("slug")}
          />
        </div>
        {cluster && (
          <Coordinator
            cluster={cluster}
            value={form.coordinator}
            onChange={(coordinator) => set({ coordinator })}
            error={error("coordinator")}
          />
        )}
        <BilingualText
          label={t("goal")}
          description={t("goalHint")}
          multiline
          max={LIMITS.goal}
          value={form.goal}
          onChange={(goal) => set({ goal })}
          errors={{ pl: error("goal.pl"), en: error("goal.en") }}
        />
        <BilingualText
          label={t("fundingNotice")}
          description={t("fundingHint")}
          multiline
          minRows={2}
          max={LIMITS.goal}
          value={form.fundingNotice}
          onChange={(fundingNotice) => set({ fundingNotice })}
          errors={{ pl: error("fundingNotice.pl"), en: error("fundingNotice.en") }}
        />
      </div>
    </Section>
  );
}

interface CoordinatorProps {
  cluster: Cluster;
  value: string;
  onChange: (id: string) => void;
  error: string | undefined;
}

/** One of the members; the present one is there even if it is on a later page of them. */
function Coordinator({ cluster, value, onChange, error }: CoordinatorProps) {
  const { t } = useTranslation("clusters");
  const members = itemsOf(useInfiniteQuery(membersQuery(cluster.id)).data);
  const all = new Map(
    [...(cluster.coordinator ? [cluster.coordinator] : []), ...members].map(({ id, name }) => [id, name]),
  );
  const options = [...all].map(([id, label]) => ({ value: id, label }));
  return (
    <CodeSelect label={t("coordinator")} options={options} value={value} onChange={onChange} error={error} />
  );
}

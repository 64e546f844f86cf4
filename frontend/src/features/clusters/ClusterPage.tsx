import { Button, Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Cluster } from "@/shared/api/model";
import { isEmpty, textIn } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { useFilters } from "@/shared/filters/useFilters";
import { useFormat } from "@/shared/i18n/useFormat";
import { Page, Section } from "@/shared/ui/Page";
import { Facts, FieldText } from "@/shared/ui/TextBlock";
import { clusterQuery } from "./api";
import classes from "./clusters.module.css";
import { Members } from "./Members";
import { NextSteps } from "./NextSteps";
import { People } from "./People";

const TABS = ["about", "members", "people"] as const;

/** A cluster: what it is for, who belongs to it and, for its manager, the people. The tab is in the address. */
export function ClusterPage() {
  const { t } = useTranslation("clusters");
  const { slug } = useParams({ from: "/inside/clusters/$slug" });
  const { data: cluster } = useSuspenseQuery(clusterQuery(slug));
  const format = useFormat();
  const { value, set } = useFilters();
  const tabs = TABS.filter((tab) => tab !== "people" || cluster.canManage);
  const tab = tabs.find((one) => one === value("tab")) ?? "about";
  return (
    <Page
      title={textIn(cluster.name, format.language)}
      crumb={<Link to="/clusters">{t("title")}</Link>}
      actions={
        cluster.canEdit && (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/clusters/$slug/edit" params={{ slug }} {...props} />}
          >
            {t("edit")}
          </Button>
        )
      }
    >
      <Tabs
        value={tab}
        onChange={(next) => set({ tab: next && next !== "about" ? next : undefined, q: undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
              {one === "members" && <span className={classes.number}> {format.number(cluster.members)}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="about">
          <NextSteps cluster={cluster} />
          <About cluster={cluster} />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <Members cluster={cluster} />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <People cluster={cluster} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function About({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation("clusters");
  const word = useWords();
  const sector = useCodeLabel("sectors");
  const voivodeship = useCodeLabel("voivodeships");
  const { coordinator } = cluster;
  return (
    <div className={classes.columns}>
      <Section title={t("goal")}>
        {isEmpty(cluster.goal) ? t("noGoal") : <FieldText text={cluster.goal} />}
        <FieldText label={t("fundingNotice")} text={cluster.fundingNotice} />
      </Section>
      <Section title={t("facts")}>
        <Facts
          items={[
            [t("sector"), sector(cluster.sector)],
            [t("voivodeship"), voivodeship(cluster.voivodeship)],
            [t("stage"), word("stage", cluster.stage)],
            [
              t("coordinator"),
              coordinator && (
                <Link to="/organisations/$id" params={{ id: coordinator.id }}>
                  {coordinator.name}
                </Link>
              ),
            ],
            [t("slug"), cluster.canEdit && <code key="slug">{cluster.slug}</code>],
          ]}
        />
      </Section>
    </div>
  );
}

import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Organisation } from "@/shared/api/model";
import { isEmpty } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { HOME, usePlace } from "@/shared/code/usePlace";
import { useFormat } from "@/shared/i18n/useFormat";
import { StateBadge } from "@/shared/ui/Badges";
import { Page, Section } from "@/shared/ui/Page";
import { Facts, FieldText, UserText } from "@/shared/ui/TextBlock";
import { organisationQuery } from "./api";
import classes from "./organisations.module.css";
import { LeaveClusters, RequestsToJoin } from "./Memberships";
import { OrganisationEntries } from "./OrganisationEntries";
import { StateActions } from "./StateActions";

export function OrganisationPage() {
  const { t } = useTranslation("organisations");
  const { id } = useParams({ from: "/inside/organisations/$id" });
  const { data: organisation } = useSuspenseQuery(organisationQuery(id));
  return (
    <Page
      title={organisation.name}
      crumb={<Link to="/organisations">{t("title")}</Link>}
      lead={<Lead organisation={organisation} />}
      actions={
        <>
          {organisation.canEdit && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/organisations/$id/edit" params={{ id }} {...props} />}
            >
              {t("edit")}
            </Button>
          )}
          <StateActions organisation={organisation} />
        </>
      }
    >
      <div className={classes.columns}>
        <div className={classes.stack}>
          {organisation.canEdit && <RequestsToJoin organisation={organisation} />}
          <Section title={t("about")}>
            <About organisation={organisation} />
          </Section>
          <OrganisationEntries organisation={organisation} />
        </div>
        <div className={classes.stack}>
          <Section title={t("facts")}>
            <OrganisationFacts organisation={organisation} />
          </Section>
          <LeaveClusters organisation={organisation} />
        </div>
      </div>
    </Page>
  );
}

function Lead({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("organisations");
  const word = useWords();
  return (
    <>
      {[word("origin", organisation.origin), word("size", organisation.size)].filter(Boolean).join(", ")}{" "}
      {organisation.own && <StateBadge>{t("own")}</StateBadge>}{" "}
      {organisation.state !== "published" && (
        <StateBadge tone="busy">{word("organisationState", organisation.state)}</StateBadge>
      )}
    </>
  );
}

function About({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("organisations");
  const { description, keywords } = organisation;
  return (
    <div className={classes.stack}>
      {isEmpty(description) && keywords.length === 0 && <span>{t("noDescription")}</span>}
      {!isEmpty(description) && <FieldText text={description} />}
      {keywords.length > 0 && <Tags label={t("keywords")} values={keywords} />}
      {organisation.certifications.length > 0 && (
        <Tags label={t("certifications")} values={organisation.certifications} />
      )}
    </div>
  );
}

function Tags({ label, values }: { label: string; values: string[] }) {
  return (
    <div>
      <div className={classes.tagsLabel} aria-hidden>
        {label}
      </div>
      <ul className={classes.tags} aria-label={label}>
        {values.map((value) => (
          <li key={value}>{value}</li>
        ))}
      </ul>
    </div>
  );
}

function OrganisationFacts({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("organisations");
  const word = useWords();
  const format = useFormat();
  const place = usePlace();
  const pkd = useCodeLabel("pkd");
  const kis = useCodeLabel("kis");
  const language = useCodeLabel("languages");
  const { website, nip, clusters, country } = organisation;
  return (
    <Facts
      items={[
        [t("place"), place(organisation).join(", ")],
        [t("clusters"), clusters.length > 0 && <ClusterLinks clusters={clusters} />],
        [
          t("cooperationForms"),
          format.list(organisation.cooperationForms.map((code) => word("cooperation", code))),
        ],
        [t("languages"), format.list(organisation.languages.map(language))],
        [t("pkd"), lines(organisation.pkd.map(pkd))],
        [t("kis"), lines(organisation.kis.map(kis))],
        [t("website"), website && <Website address={website} />],
        [t(country === HOME ? "nip" : "taxNumber"), nip],
      ]}
    />
  );
}

function ClusterLinks({ clusters }: { clusters: Organisation["clusters"] }) {
  return lines(
    clusters.map(({ id, slug, name }) => (
      <Link key={id} to="/clusters/$slug" params={{ slug }}>
        <UserText text={name} />
      </Link>
    )),
  );
}

function Website({ address }: { address: string }) {
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {address.replace(/^https?:\/\//, "").replace(/\/$/, "")}
    </a>
  );
}

function lines(values: React.ReactNode[]) {
  return values.length > 0 && values.map((value, index) => <div key={index}>{value}</div>);
}

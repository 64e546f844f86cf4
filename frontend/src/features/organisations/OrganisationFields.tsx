import { TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/shared/api/problem";
import type { Cooperation, OrganisationForm, Origin, Size } from "@/shared/api/model";
import { CodeSelect, CodesSelect } from "@/shared/code/CodeSelect";
import { type Option, useCodeOptions, useEnumOptions } from "@/shared/code/codes";
import { HOME } from "@/shared/code/usePlace";
import { useLanguage } from "@/shared/i18n/useFormat";
import { BilingualText } from "@/shared/ui/BilingualText";
import { Section } from "@/shared/ui/Page";
import { TagsField } from "@/shared/ui/TagsField";
import { fieldId, useFieldInAddress } from "@/shared/ui/revealField";
import { LIMITS } from "./form";
import classes from "./organisations.module.css";
import { Exclusions } from "./Exclusions";

interface Props {
  form: OrganisationForm;
  set: (change: Partial<OrganisationForm>) => void;
  problem: Problem | undefined;
}

/** The fields of an organisation's profile, grouped as a person would tell of it. */
export function OrganisationFields(props: Props) {
  useFieldInAddress((path) => (path === "languages" ? path : undefined));
  return (
    <>
      <Who {...props} />
      <What {...props} />
      <Fields {...props} />
      {props.form.excluded && <Exclusions {...props} />}
    </>
  );
}

/** Leads to the organisation that has the tax number already, where the person may see it. */
function Holder({ problem }: { problem: Problem | undefined }) {
  const { t } = useTranslation("organisations");
  const taken = problem?.fields.find(({ code }) => code === "nip_taken")?.params;
  if (!taken) return null;
  return (
    <Link to="/organisations/$id" params={{ id: String(taken.organisation) }}>
      {t("holder", { name: String(taken.name) })}
    </Link>
  );
}

/** Under "organisation." when it is created, at the root when it is changed. */
export function errorOf(problem: Problem | undefined, field: string): string | undefined {
  return problem?.under(field) ?? problem?.under(`organisation.${field}`);
}

/** Names of countries in the order of the reader's alphabet. */
function useByLabel(options: Option[]): Option[] {
  const language = useLanguage();
  return useMemo(
    () => [...options].sort((a, b) => a.label.localeCompare(b.label, language)),
    [options, language],
  );
}

function Who({ form, set, problem }: Props) {
  const { t } = useTranslation("organisations");
  const origins = useEnumOptions("origin");
  const sizes = useEnumOptions("size");
  const voivodeships = useCodeOptions("voivodeships");
  const countries = useByLabel(useCodeOptions("countries"));
  const home = form.country === HOME;
  return (
    <Section title={t("whoSection")}>
      <div className={classes.stack}>
        <TextInput
          label={t("name")}
          required
          maxLength={LIMITS.name}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={errorOf(problem, "name")}
        />
        <div className={classes.pair}>
          <CodeSelect
            label={t("origin")}
            required
            options={origins}
            value={form.origin}
            onChange={(origin) => set({ origin: origin as Origin })}
            error={errorOf(problem, "origin")}
          />
          {form.origin === "enterprise" && (
            <CodeSelect
              label={t("size")}
              options={sizes}
              value={form.size}
              onChange={(size) => set({ size: size as Size })}
              error={errorOf(problem, "size")}
            />
          )}
          <CodeSelect
            label={t("country")}
            required
            options={countries}
            value={form.country}
            onChange={(country) => set({ country })}
            error={errorOf(problem, "country")}
          />
          {home && (
            <CodeSelect
              label={t("voivodeship")}
              required
              options={voivodeships}
              value={form.voivodeship}
              onChange={(voivodeship) => set({ voivodeship })}
              error={errorOf(problem, "voivodeship")}
            />
          )}
          <TextInput
            label={t("city")}
            maxLength={LIMITS.city}
            value={form.city}
            onChange={(event) => set({ city: event.currentTarget.value })}
            error={errorOf(problem, "city")}
          />
          <TextInput
            label={t(home ? "nip" : "taxNumber")}
            description={t(home ? "nipHint" : "taxNumberHint")}
            inputMode={home ? "numeric" : "text"}
            maxLength={30}
            value={form.nip}
            onChange={(event) => set({ nip: event.currentTarget.value })}
            error={errorOf(problem, "nip")}
          />
          <Holder problem={problem} />
          <TextInput
            label={t("website")}
            description={t("websiteHint")}
            type="url"
            maxLength={LIMITS.website}
            value={form.website}
            onChange={(event) => set({ website: event.currentTarget.value })}
            error={errorOf(problem, "website")}
          />
        </div>
      </div>
    </Section>
  );
}

function What({ form, set, problem }: Props) {
  const { t } = useTranslation("organisations");
  const cooperation = useEnumOptions("cooperation");
  const languages = useCodeOptions("languages");
  return (
    <Section title={t("whatSection")}>
      <div className={classes.stack}>
        <BilingualText
          label={t("description")}
          description={t("descriptionHint")}
          multiline
          minRows={5}
          max={LIMITS.description}
          value={form.description}
          onChange={(description) => set({ description })}
          errors={{ pl: errorOf(problem, "description.pl"), en: errorOf(problem, "description.en") }}
        />
        <TagsField
          label={t("keywords")}
          description={t("keywordsHint", { count: LIMITS.keywords })}
          most={LIMITS.keywords}
          splitChars={[",", ";"]}
          value={form.keywords}
          onChange={(keywords) => set({ keywords })}
          error={errorOf(problem, "keywords")}
        />
        <CodesSelect
          label={t("cooperationForms")}
          options={cooperation}
          value={form.cooperationForms}
          onChange={(chosen) => set({ cooperationForms: chosen as Cooperation[] })}
          error={errorOf(problem, "cooperationForms")}
        />
        <div id={fieldId("languages")}>
          <CodesSelect
            label={t("languages")}
            options={languages}
            value={form.languages}
            onChange={(next) => set({ languages: next })}
            error={errorOf(problem, "languages")}
          />
        </div>
        <TagsField
          label={t("certifications")}
          description={t("certificationsHint")}
          most={LIMITS.certifications}
          splitChars={[",", ";"]}
          value={form.certifications}
          onChange={(certifications) => set({ certifications })}
          error={errorOf(problem, "certifications")}
        />
      </div>
    </Section>
  );
}

function Fields({ form, set, problem }: Props) {
  const { t } = useTranslation("organisations");
  const pkd = useCodeOptions("pkd");
  const kis = useCodeOptions("kis");
  return (
    <Section title={t("fieldSection")}>
      <div className={classes.stack}>
        <CodesSelect
          label={t("pkd")}
          description={t("pkdHint")}
          options={pkd}
          max={20}
          value={form.pkd}
          onChange={(next) => set({ pkd: next })}
          error={errorOf(problem, "pkd")}
        />
        <CodesSelect
          label={t("kis")}
          description={t("kisHint")}
          options={kis}
          max={20}
          value={form.kis}
          onChange={(next) => set({ kis: next })}
          error={errorOf(problem, "kis")}
        />
      </div>
    </Section>
  );
}

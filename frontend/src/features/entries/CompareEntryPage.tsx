import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type EntryPage, entryQuery } from "@/shared/api/entry";
import { textIn } from "@/shared/api/text";
import { useFilters } from "@/shared/filters/useFilters";
import { useLanguage } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { PageSkeleton, RowsSkeleton } from "@/shared/ui/Loading";
import { Page, Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import classes from "./compare/Compare.module.css";
import { DifferenceRow } from "./compare/DifferenceRow";
import { differencesQuery, startVersions } from "./compare/differences";
import { fieldsOf } from "./content/fields";

/** Two versions of an entry, field by field. */
export function CompareEntryPage() {
  const { t } = useTranslation("entries");
  const { id } = useParams({ strict: false });
  const { data: entry, error, refetch } = useQuery(entryQuery(id ?? ""));
  if (error && !entry) return <LoadProblem title={t("compare.title")} error={error} onRetry={refetch} />;
  return entry ? <Compare entry={entry} /> : <PageSkeleton />;
}

function Compare({ entry }: { entry: EntryPage }) {
  const { t } = useTranslation("entries");
  const language = useLanguage();
  const { value, set } = useFilters();
  const workingCopy = entry.actions.includes("edit");
  const [first, last] = startVersions(entry.versions, workingCopy);
  const number = (key: string, otherwise: number) =>
    /^\d+$/.test(value(key)) ? Number(value(key)) : otherwise;
  const [from, to] = [number("from", first), number("to", last)];
  const options = Array.from({ length: entry.versions }, (_, index) => ({
    value: String(index + 1),
    label: t("compare.version", { number: index + 1 }),
  }));
  if (workingCopy) options.push({ value: "0", label: t("compare.working") });
  const title = textIn(entry.content.title, language) || t("list.untitled");
  return (
    <Page
      title={t("compare.title")}
      crumb={
        <>
          <Link to="/entries">{t("page.entries")}</Link> ›{" "}
          <Link to="/entries/$id" params={{ id: entry.id }}>
            {title}
          </Link>
        </>
      }
    >
      {options.length < 2 ? (
        <EmptyState title={t("compare.oneTitle")}>{t("compare.one")}</EmptyState>
      ) : (
        <>
          <div className={classes.pick}>
            <VersionSelect
              label={t("compare.from")}
              options={options}
              value={from}
              onChange={(next) => set({ from: next })}
            />
            <VersionSelect
              label={t("compare.to")}
              options={options}
              value={to}
              onChange={(next) => set({ to: next })}
            />
          </div>
          <Differences entry={entry} from={from} to={to} />
        </>
      )}
    </Page>
  );
}

interface SelectProps {
  label: string;
  options: { value: string; label: string }[];
  value: number;
  onChange: (value: string) => void;
}

function VersionSelect({ label, options, value, onChange }: SelectProps) {
  return (
    <Select
      label={label}
      data={options}
      value={String(value)}
      onChange={(next) => next !== null && onChange(next)}
      allowDeselect={false}
      w={200}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

function Differences({ entry, from, to }: { entry: EntryPage; from: number; to: number }) {
  const { t } = useTranslation("entries");
  const { data, error, refetch } = useQuery(differencesQuery(entry.id, from, to));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton rows={4} />;
  if (data.length === 0) return <EmptyState title={t("compare.same")}>{t("compare.sameText")}</EmptyState>;
  // In the order of the form, not of the alphabet.
  const order = fieldsOf(entry.kind).map(({ path }) => path);
  const rank = (path: string) => {
    const at = order.findIndex((field) => path === field || path.startsWith(`${field}.`));
    return at < 0 ? order.length : at;
  };
  const sorted = data
    .filter(({ field }) => !/^attachments\.\d+\.(id|type|size)$/.test(field))
    .toSorted((a, b) => rank(a.field) - rank(b.field));
  return (
    <Section title={t("compare.count", { count: sorted.length })}>
      {sorted.map((difference) => (
        <DifferenceRow key={difference.field} kind={entry.kind} difference={difference} />
      ))}
    </Section>
  );
}

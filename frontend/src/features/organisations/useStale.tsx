import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation, OrganisationForm } from "@/shared/api/model";
import { textIn } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import type { StaleField } from "@/shared/draft/StaleDialog";
import { threeWay } from "@/shared/draft/threeWay";
import { useFormat } from "@/shared/i18n/useFormat";
import { formOf } from "./form";

interface Open {
  theirs: Organisation;
  merged: OrganisationForm;
  fields: (keyof OrganisationForm)[];
  save: (value: OrganisationForm, version: number) => void;
}

/**
 * What to do when someone else saved the organisation: fields that only one of the two changed are merged
 * unasked; those that both changed are shown, and the person chooses.
 */
export function useStale(
  mine: OrganisationForm,
  base: OrganisationForm | undefined,
  rebase: (value: OrganisationForm, version: number) => void,
) {
  const [open, setOpen] = useState<Open>();
  const show = useShow();
  const { t } = useTranslation("organisations");
  const finish = (value: OrganisationForm, { theirs, save }: Omit<Open, "merged" | "fields">) => {
    rebase(value, theirs.version);
    setOpen(undefined);
    save(value, theirs.version);
  };
  return {
    compare(theirs: Organisation, save: Open["save"]) {
      const { value, conflicts } = threeWay(base, mine, formOf(theirs));
      if (conflicts.length === 0) finish(value, { theirs, save });
      else setOpen({ theirs, merged: value, fields: conflicts, save });
    },
    fields: (open?.fields ?? []).map((field): StaleField => ({
      field,
      label: t(field === "excluded" ? "exclusions" : field),
      mine: show(field, mine),
      theirs: open && show(field, formOf(open.theirs)),
    })),
    close: () => setOpen(undefined),
    choose(theirs: Set<string>) {
      if (!open) return;
      const other = formOf(open.theirs);
      const taken = open.fields.filter((field) => theirs.has(field)).map((field) => [field, other[field]]);
      finish({ ...open.merged, ...Object.fromEntries(taken) }, open);
    },
  };
}

/** A field's value in words. */
function useShow() {
  const word = useWords();
  const format = useFormat();
  return (field: keyof OrganisationForm, form: OrganisationForm): string => {
    const value = form[field];
    if (field === "origin" || field === "size") return word(field, value as string);
    if (field === "cooperationForms")
      return format.list(form.cooperationForms.map((code) => word("cooperation", code)));
    if (field === "description") return textIn(form.description, format.language);
    if (field === "excluded") return String(form.excluded?.length ?? 0);
    return Array.isArray(value) ? format.list(value) : String(value ?? "");
  };
}

import type { Organisation, OrganisationForm } from "@/shared/api/model";
import type { Text } from "@/shared/api/text";
import { HOME } from "@/shared/code/usePlace";

/** The bounds of app/organisation.go, for counters; the server decides. */
export const LIMITS = {
  name: 200,
  city: 100,
  website: 300,
  description: 4000,
  keywords: 15,
  certifications: 20,
};

export const BLANK: OrganisationForm = {
  name: "",
  origin: "enterprise",
  size: "",
  nip: "",
  country: HOME,
  voivodeship: "",
  city: "",
  pkd: [],
  kis: [],
  languages: ["pl"],
  website: "",
  description: {},
  keywords: [],
  certifications: [],
  cooperationForms: [],
};

/** The part of an organisation that its form writes. */
export function formOf(organisation: Organisation): OrganisationForm {
  const form = Object.fromEntries(
    Object.keys(BLANK).map((key) => [key, organisation[key as keyof OrganisationForm]]),
  ) as unknown as OrganisationForm;
  // Only its own people see and set the exclusions; an empty list is left out of the answer.
  return organisation.own ? { ...form, excluded: organisation.excluded ?? [] } : form;
}

/** The form as the API takes it: a size only of an enterprise, a voivodeship only in Poland, an address with its scheme, digits of a NIP. */
export function tidy(form: OrganisationForm): OrganisationForm {
  const website = form.website.trim();
  return {
    ...form,
    name: form.name.trim(),
    size: form.origin === "enterprise" ? form.size : "",
    nip: form.country === HOME ? digits(form.nip) : form.nip.trim(),
    voivodeship: form.country === HOME ? form.voivodeship : "",
    website: website && !/^[a-z]+:\/\//i.test(website) ? `https://${website}` : website,
    description: trimmed(form.description),
  };
}

/** A NIP without the separators and the prefix that people write. */
function digits(nip: string): string {
  return nip.replace(/[\s.–:-]/g, "").replace(/^(NIP)?(PL)?/i, "");
}

function trimmed({ pl = "", en = "" }: Text): Text {
  return { pl: pl.trim(), en: en.trim() };
}

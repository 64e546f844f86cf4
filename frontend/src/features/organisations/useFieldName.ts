import { useTranslation } from "react-i18next";

const NAMED = [
  "name",
  "origin",
  "size",
  "country",
  "voivodeship",
  "city",
  "nip",
  "website",
  "description",
  "keywords",
  "cooperationForms",
  "languages",
  "certifications",
  "pkd",
  "kis",
] as const;

/** What the form calls a field that the server names by its path, as "organisation.description.pl". */
export function useFieldName() {
  const { t } = useTranslation("organisations");
  return (path: string): string | undefined => {
    const name = NAMED.find((one) => path.replace(/^organisation\./, "").split(".")[0] === one);
    return name && t(name);
  };
}

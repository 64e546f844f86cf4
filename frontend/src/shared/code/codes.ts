import { loose } from "../i18n/loose";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/request";
import { useLanguage } from "../i18n/useFormat";

/** One choice of a select or filter. */
export interface Option {
  value: string;
  label: string;
  /** How much there is behind it, where that is known. */
  count?: number;
}

interface Code {
  code: string;
  pl: string;
  en: string;
}

/** The coded lists that the server keeps, by name. */
export type CodeListName = "voivodeships" | "countries" | "sectors" | "languages" | "pkd" | "kis";

export const codesQuery = queryOptions({
  queryKey: ["codes"],
  staleTime: Infinity,
  gcTime: Infinity,
  queryFn: ({ signal }) => api.get<Record<CodeListName, Code[]>>("/codes", { signal }),
});

const none: Option[] = [];

/** A coded list of the server as options in the reader's language, in the list's own order. */
export function useCodeOptions(list: CodeListName): Option[] {
  const language = useLanguage();
  const { data } = useQuery(codesQuery);
  return useMemo(
    () => data?.[list]?.map((code) => ({ value: code.code, label: labelOf(list, code, language) })) ?? none,
    [data, list, language],
  );
}

function labelOf(list: CodeListName, code: Code, language: "pl" | "en"): string {
  return list === "pkd" ? `${code.code} ${code[language]}` : code[language];
}

/** Says a code of a server's list in words; the code itself until the list is there. */
export function useCodeLabel(list: CodeListName): (code: string | undefined) => string {
  const options = useCodeOptions(list);
  return useMemo(() => {
    const labels = new Map(options.map(({ value, label }) => [value, label]));
    return (code) => (code ? (labels.get(code) ?? code) : "");
  }, [options]);
}

/** The closed lists whose words the client knows; the codes are the API's. */
export const ENUMS = {
  kind: ["need", "technology", "competence"],
  origin: ["enterprise", "science", "business_support", "public_administration", "other"],
  size: ["micro", "small", "medium", "large"],
  organisationState: ["draft", "published", "archived"],
  stage: ["idea", "initiated", "formalised", "mature"],
  cooperation: ["licence", "sale", "joint_rd", "pilot", "spin_off", "contract_manufacturing", "service"],
  visibility: ["cluster", "network", "teaser"],
  entryState: ["draft", "submitted", "in_review", "changes_requested", "approved", "withdrawn", "expired"],
  matchState: ["suggested", "interest", "mutual", "talking", "agreed", "declined"],
  declineReason: [
    "too_early",
    "benefit_unclear",
    "route_unclear",
    "description_unclear",
    "technical_objection",
    "capacity",
    "other",
  ],
  trl: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
  ipStatus: [
    "none",
    "secret_know_how",
    "applied",
    "granted",
    "utility_model",
    "design",
    "copyright",
    "exclusive_right",
  ],
  freedomToOperate: ["yes", "no", "unknown"],
  marketReadiness: ["1", "2", "3", "4", "5"],
  impact: ["1", "2", "3", "4", "5"],
  urgency: ["critical", "high", "medium", "low"],
  budget: ["under_50k", "50k_200k", "200k_1m", "over_1m", "undisclosed"],
  budgetSecured: ["yes", "no", "grant"],
  teamSeniority: ["junior", "mixed", "senior"],
  access: ["paid", "free", "joint"],
  role: ["admin", "manager", "animator", "auditor", "representative", "guest"],
} as const;

export type EnumName = keyof typeof ENUMS;

/** The words of a closed list's codes: `word("origin", "science")`. An unknown code is shown as it is. */
export function useWords() {
  const { t } = useTranslation("shared");
  return useMemo(() => {
    const say = loose(t);
    return (list: EnumName, code: string | number | undefined | null): string =>
      code === undefined || code === null || code === ""
        ? ""
        : say(`${list}.${code}`, { defaultValue: String(code) });
  }, [t]);
}

/** A closed list as options in the reader's language. */
export function useEnumOptions(list: EnumName): Option[] {
  const word = useWords();
  return useMemo(() => ENUMS[list].map((code) => ({ value: code, label: word(list, code) })), [list, word]);
}

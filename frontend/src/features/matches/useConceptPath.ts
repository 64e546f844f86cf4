import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { conceptsQuery } from "@/shared/entry/concept";
import { useLanguage } from "@/shared/i18n/useFormat";
import type { MatchPage } from "./api";
import { nearest, pathText } from "./conceptPath";

/** How the fields of science of the two sides meet, in words; empty where they are far apart or not shown. */
export function useConceptPath({ needContent, offerContent }: MatchPage): string {
  const { t } = useTranslation("matches");
  const language = useLanguage();
  const [need, offer] = [needContent.concepts, offerContent.concepts];
  const all = useMemo(() => (need.length > 0 && offer.length > 0 ? [...need, ...offer] : []), [need, offer]);
  const { data } = useQuery(conceptsQuery(all));
  if (!data || all.length === 0) return "";
  const of = (notations: string[]) => data.filter(({ notation }) => notations.includes(notation));
  const met = nearest(of(need), of(offer));
  if (!met) return "";
  return t(met.distance === 0 ? "conceptPath.same" : "conceptPath.near", { path: pathText(met, language) });
}

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { clustersQuery } from "@/shared/api/clusters";
import { textIn } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { useLanguage } from "@/shared/i18n/useFormat";
import type { Conditions } from "./api";

const LOCALES = { pl: "pl-PL", en: "en-GB" };

/** Says what a watch asks for: "„folia” · technologia lub potrzeba · mazowieckie · TRL ≥ 6". */
export function useSentence() {
  const { t } = useTranslation("watches");
  const language = useLanguage();
  const word = useWords();
  const voivodeship = useCodeLabel("voivodeships");
  const pkd = useCodeLabel("pkd");
  const kis = useCodeLabel("kis");
  const { data: clusters = [] } = useQuery(clustersQuery);
  const either = new Intl.ListFormat(LOCALES[language], { type: "disjunction" });
  const cluster = (id: string) => textIn(clusters.find((one) => one.id === id)?.name, language);
  return (watch: Conditions): string =>
    [
      watch.text && t("quoted", { text: watch.text }),
      either.format(watch.kinds.map((code) => word("kind", code).toLocaleLowerCase(language))),
      either.format(watch.origins.map((code) => word("origin", code))),
      either.format(watch.voivodeships.map(voivodeship)),
      watch.trl > 0 && `TRL ≥ ${watch.trl}`,
      either.format(watch.cooperation.map((code) => word("cooperation", code))),
      either.format(watch.clusters.map(cluster).filter(Boolean)),
      either.format(watch.pkd.map((code) => t("pkd", { name: pkd(code) }))),
      either.format(watch.kis.map((code) => t("kis", { name: kis(code) }))),
    ]
      .filter(Boolean)
      .join(" · ");
}

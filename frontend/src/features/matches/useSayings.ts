import { loose } from "@/shared/i18n/loose";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { conceptsQuery, nameOf } from "@/shared/entry/concept";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Finding } from "./api";
import { fullName, wayText } from "./conceptPath";
import { daysSince } from "./daysSince";
import type { Sayings } from "./findings";

/** The words for findings and changes in the reader's language; `all` tells which concepts need a name. */
export function useSayings(all: Pick<Finding, "params">[]): Sayings {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const word = useWords();
  const labels = {
    voivodeships: useCodeLabel("voivodeships"),
    languages: useCodeLabel("languages"),
    kis: useCodeLabel("kis"),
    pkd: useCodeLabel("pkd"),
  };
  const notations = useMemo(
    () => [
      ...new Set(
        all.flatMap(({ params }) => [params?.concepts, params?.concept, params?.path].flatMap(listOf)),
      ),
    ],
    [all],
  );
  const { data: concepts } = useQuery(conceptsQuery(notations));
  return {
    t: loose(t),
    number: (value) => format.number(value),
    list: format.list,
    date: format.date,
    ago: daysSince,
    word,
    label: (list, code) => labels[list](code),
    concept: (notation) => nameOf(concepts, notation, format.language),
    wholeConcept: (notation) => {
      const found = concepts?.find((one) => one.notation === notation);
      return found ? fullName(found, format.language) : notation;
    },
    conceptWay: (way) =>
      wayText(
        way.flatMap((notation) => concepts?.find((one) => one.notation === notation) ?? []),
        format.language,
      ),
  };
}

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);

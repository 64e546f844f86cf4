import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { conceptsQuery, nameOf } from "@/shared/entry/concept";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Finding } from "./api";
import { type Sayings, sentence } from "./findings";

/** Puts findings into sentences in the reader's language; `all` tells which concepts need a name. */
export function useFindings(all: Finding[]): (finding: Finding) => string {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const word = useWords();
  const labels = {
    voivodeships: useCodeLabel("voivodeships"),
    languages: useCodeLabel("languages"),
    kis: useCodeLabel("kis"),
    pkd: useCodeLabel("pkd"),
  };
  const notations = useMemo(() => [...new Set(all.flatMap(({ params }) => listOf(params?.concepts)))], [all]);
  const { data: concepts } = useQuery(conceptsQuery(notations));
  const sayings: Sayings = {
    t: t as unknown as Sayings["t"],
    number: (value) => format.number(value),
    list: format.list,
    word,
    label: (list, code) => labels[list](code),
    concept: (notation) => nameOf(concepts, notation, format.language),
  };
  return (finding) => sentence(finding, sayings);
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

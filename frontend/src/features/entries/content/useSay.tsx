import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { EntryContent, Equipment } from "@/shared/api/entry";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { useFormat } from "@/shared/i18n/useFormat";
import { conceptsQuery, nameOf } from "@/shared/entry/concept";
import type { Field } from "./fields";
import { useFieldTexts } from "./useFieldTexts";

/** Puts the value of a field into words: "TRL 4 – zwalidowano w laboratorium", "1 200 zł". */
export function useSay(content?: Partial<EntryContent>) {
  const word = useWords();
  const pkd = useCodeLabel("pkd");
  const language = useCodeLabel("languages");
  const format = useFormat();
  const texts = useFieldTexts();
  const { data: concepts } = useQuery(conceptsQuery(content?.concepts ?? []));
  return useMemo(() => {
    const number = (value: unknown, unit?: string) =>
      typeof value === "number"
        ? [format.number(value), unit && texts.unit(unit)].filter(Boolean).join("\u00a0")
        : "";
    const equipment = (item: Equipment) =>
      [
        [item.model, item.year].filter(Boolean).join(", "),
        item.parameters,
        item.accreditation,
        [
          word("access", item.access),
          number(item.pricePerHour, "plnHour"),
          number(item.hoursPerWeek, "hoursWeek"),
        ]
          .filter(Boolean)
          .join(", "),
      ]
        .filter(Boolean)
        .join(" · ");
    const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : []);
    /** A language's text, a string, or the words of a code; "" for what is not stated. */
    return (field: Field, value: unknown): string => {
      if (value === null || value === undefined || value === "") return "";
      switch (field.shape.type) {
        case "number":
          return number(value, field.shape.unit);
        case "enum":
          return said(word(field.shape.list, value as string | number), field.shape.list, value);
        case "enums": {
          const { list: name } = field.shape;
          return format.list(list(value).map((code) => word(name, String(code))));
        }
        case "code":
          return pkd(String(value));
        case "codes":
          return format.list(list(value).map((code) => language(String(code))));
        case "date":
          return format.date(String(value));
        case "visibility":
          return word("visibility", String(value));
        case "concepts":
          return list(value)
            .map((notation) => nameOf(concepts, String(notation), format.language))
            .join(", ");
        case "equipment":
          return list(value)
            .map((item) => equipment(item as Equipment))
            .join("\n");
        case "attachments":
          return list(value)
            .map((item) => (item as { name?: string }).name ?? "")
            .join(", ");
        case "keywords":
        case "countries":
          return list(value).join(", ");
        default:
          return String(value);
      }
    };
  }, [word, pkd, language, format, texts, concepts]);
}

/** A level says its number too, because people speak of it by number. */
function said(words: string, list: string, value: unknown): string {
  if (list === "trl") return `TRL\u00a0${String(value)} – ${words}`;
  return list === "marketReadiness" || list === "impact" ? `${String(value)} – ${words}` : words;
}

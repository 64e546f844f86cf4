import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { EntryKind } from "@/shared/api/entry";
import { fieldOfPath } from "./fields";
import type { Path } from "./path";

type Loose = (key: string, options?: Record<string, unknown>) => string;

/** The texts of fields by path; the keys are paths, so the typed keys of `t` cannot name them. */
export function useFieldTexts() {
  const { t } = useTranslation("entries");
  return useMemo(() => {
    const loose = t as unknown as Loose;
    const optional = (key: string) => loose(key, { defaultValue: "" }) || undefined;
    const label = (path: Path) => loose(`field.${path}`, { defaultValue: path });
    return {
      label,
      hint: (path: Path) => optional(`hint.${path}`),
      section: (id: string) => loose(`section.${id}`),
      sectionLead: (id: string) => optional(`sectionLead.${id}`),
      unit: (id: string) => loose(`unit.${id}`),
      criterion: (name: string) => loose(`criterion.${name}`, { defaultValue: name }),
      step: (action: string) => loose(`step.${action}`, { defaultValue: action }),
      explanation: (term: string) => ({ name: loose(`explain.${term}Name`), text: loose(`explain.${term}`) }),
      /** The name of any place in a content: "Tytuł (po angielsku)", "Aparatura badawcza 2: model". */
      place: (kind: EntryKind, path: Path) => {
        const field = fieldOfPath(kind, path);
        if (!field) return path;
        return label(field.path) + placeWithin(path.slice(field.path.length + 1), loose);
      },
    };
  }, [t]);
}

/** What follows a field's name for a place within it: its language, its item's number, its part. */
function placeWithin(rest: Path, t: Loose): string {
  if (rest === "") return "";
  if (rest === "pl" || rest === "en") return ` (${t(`compare.language.${rest}`)})`;
  const [index = "", part] = rest.split(".");
  const number = ` ${Number(index) + 1}`;
  return part ? `${number}: ${t(`part.${part}`, { defaultValue: part })}` : number;
}

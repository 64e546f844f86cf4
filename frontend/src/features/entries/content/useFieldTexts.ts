import { loose, type Loose } from "@/shared/i18n/loose";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { EntryKind } from "@/shared/api/entry";
import { fieldOfPath } from "./fields";
import type { Path } from "./path";

/** The texts of fields by path; the keys are paths, so the typed keys of `t` cannot name them. */
export function useFieldTexts() {
  const { t } = useTranslation("entries");
  return useMemo(() => {
    const say = loose(t);
    const optional = (key: string) => say(key, { defaultValue: "" }) || undefined;
    const label = (path: Path) => say(`field.${path}`, { defaultValue: path });
    return {
      label,
      hint: (path: Path) => optional(`hint.${path}`),
      section: (id: string) => say(`section.${id}`),
      sectionLead: (id: string) => optional(`sectionLead.${id}`),
      unit: (id: string) => say(`unit.${id}`),
      criterion: (name: string) => say(`criterion.${name}`, { defaultValue: name }),
      step: (action: string) => say(`step.${action}`, { defaultValue: action }),
      explanation: (term: string) => ({ name: say(`explain.${term}Name`), text: say(`explain.${term}`) }),
      /** The name of any place in a content: "Tytuł (po angielsku)", "Aparatura badawcza 2: model". */
      place: (kind: EntryKind, path: Path) => {
        const field = fieldOfPath(kind, path);
        if (!field) return path;
        return label(field.path) + placeWithin(path.slice(field.path.length + 1), say);
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

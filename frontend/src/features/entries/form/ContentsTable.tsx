import { IconAlertCircle, IconCircle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SectionProgress } from "../content/completeness";
import { useFieldTexts } from "../content/useFieldTexts";
import classes from "./Form.module.css";
import { revealSection, sectionId } from "./reveal";

interface Props {
  progress: SectionProgress[];
  /** How many fields of a section have a problem, or a remark of the auditor. */
  wrong: (section: SectionProgress) => number;
  remarks: (section: SectionProgress) => number;
}

const icons = {
  wrong: IconAlertCircle,
  complete: IconCircleCheck,
  missing: IconCircleDashed,
  optional: IconCircle,
};

/** The form's sections with what each still lacks; a click goes there. */
export function ContentsTable({ progress, wrong, remarks }: Props) {
  const { t } = useTranslation("entries");
  const texts = useFieldTexts();
  return (
    <nav aria-label={t("form.contents")}>
      <ol className={classes.toc}>
        {progress.map((one) => {
          const { section, missing, filled } = one;
          const [problems, noted] = [wrong(one), remarks(one)];
          const state =
            problems + noted > 0 ? "wrong" : missing > 0 ? "missing" : filled > 0 ? "complete" : "optional";
          const Icon = icons[state];
          const note = [
            problems > 0 && t("form.wrong", { count: problems }),
            noted > 0 && t("form.remarks", { count: noted }),
            problems === 0 && missing > 0 && t("form.missing", { count: missing }),
            state === "complete" && t("form.complete"),
            state === "optional" && t("form.optionalSection"),
          ].filter(Boolean);
          return (
            <li key={section.id}>
              <a
                href={`#${sectionId(section.id)}`}
                onClick={(event) => {
                  event.preventDefault();
                  revealSection(section.id);
                }}
              >
                <Icon className={classes.mark} data-state={state} size={14} aria-hidden />
                <span>
                  {texts.section(section.id)}
                  <span className={classes.tocNote} data-state={state}>
                    {note.join(" · ")}
                  </span>
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

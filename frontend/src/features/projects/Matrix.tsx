import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { textIn } from "@/shared/api/text";
import { useFormat, useLanguage } from "@/shared/i18n/useFormat";
import { StateBadge } from "@/shared/ui/Badges";
import type { Capability, Coverage, Party } from "./api";
import { PartyLink } from "./party";
import classes from "./projects.module.css";

interface Props {
  capabilities: Capability[];
  members: (Party & { covers: Coverage[] })[];
}

/** Who covers what, and how well: capabilities by members. Left to the members' cards where it is narrow. */
export function Matrix({ capabilities, members }: Props) {
  const { t } = useTranslation("projects");
  return (
    <div className={classes.matrixBox} role="region" aria-label={t("matrix.caption")} tabIndex={0}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">{t("matrix.capability")}</th>
            {members.map((member, index) => (
              <th key={index} scope="col">
                <PartyLink party={member} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {capabilities.map((capability, index) => {
            const covered = members.some(({ covers }) => covers.some((one) => one.capability === index));
            return (
              <tr key={index} data-gap={!covered}>
                <th scope="row">
                  {capability.name}
                  <span className={classes.tags}>
                    <Need capability={capability} />
                    {!covered && <StateBadge tone="bad">{t("matrix.nobody")}</StateBadge>}
                  </span>
                </th>
                {members.map(({ covers }, column) => (
                  <td key={column}>
                    <Cell coverage={covers.find((one) => one.capability === index)} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** How much a capability matters, in words. */
export function Need({ capability: { weight, required } }: { capability: Capability }) {
  const { t } = useTranslation("projects");
  return (
    <span className={classes.need}>
      {[t(`weight.${weight as 1 | 2 | 3}`), required ? t("required") : t("optional")].join(", ")}
    </span>
  );
}

function Cell({ coverage }: { coverage: Coverage | undefined }) {
  const { t } = useTranslation("projects");
  const language = useLanguage();
  if (!coverage)
    return (
      <span className={classes.not}>
        <span aria-hidden>–</span>
        <VisuallyHidden>{t("matrix.not")}</VisuallyHidden>
      </span>
    );
  const title = textIn(coverage.title, language);
  const score = <Score value={coverage.score} />;
  if (!coverage.entry) return score;
  return (
    <Link to="/entries/$id" params={{ id: coverage.entry }} title={title} className={classes.cell}>
      {score}
      <VisuallyHidden>{title}</VisuallyHidden>
    </Link>
  );
}

/** A score of 100 as a number over a bar. */
export function Score({ value }: { value: number }) {
  const { t } = useTranslation("projects");
  const format = useFormat();
  const score = format.number(Math.round(value));
  return (
    <span className={classes.score} title={t("scoreOf", { score })}>
      {score}
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ width: `${Math.min(100, value)}%` }} />
      </span>
    </span>
  );
}

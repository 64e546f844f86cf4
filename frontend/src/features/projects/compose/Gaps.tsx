import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { Section } from "@/shared/ui/Page";
import type { Capability, Gap } from "../api";
import { Need } from "../Matrix";
import { CoverageEntry, PartyLink, usePartyName } from "../party";
import classes from "../projects.module.css";
import { type Named, partyId } from "./plan";

interface Props {
  gaps: Gap[];
  capabilities: Capability[];
  onInclude: (party: Named) => void;
}

/** What nobody in the team covers, with what comes nearest. */
export function Gaps({ gaps, capabilities, onInclude }: Props) {
  const { t } = useTranslation("projects");
  const format = useFormat();
  const name = usePartyName();
  if (gaps.length === 0) return null;
  return (
    <Section title={t("gaps.title")}>
      <ul className={classes.wanted}>
        {gaps.map(({ capability, nearest, by }) => (
          <li key={capability}>
            <strong>{capabilities[capability]?.name}</strong>{" "}
            {capabilities[capability] && <Need capability={capabilities[capability]} />}
            {nearest && by ? (
              <div className={classes.bar}>
                <span>
                  {t("gaps.nearest", { score: format.number(Math.round(nearest.score)) })}{" "}
                  <CoverageEntry coverage={nearest} />
                  {by.organisation && (
                    <>
                      {" – "}
                      <PartyLink party={by} />
                    </>
                  )}
                </span>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t("gaps.addOf", { name: name(by) })}
                  onClick={() => onInclude({ id: partyId(by), name: name(by) })}
                >
                  {t("gaps.add")}
                </Button>
              </div>
            ) : (
              <div className={classes.facts}>{t("gaps.nothing")}</div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

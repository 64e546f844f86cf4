import { loose } from "../i18n/loose";
import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/useFormat";
import type { Gap, Reason } from "./api";
import classes from "./gap.module.css";

const OFFERS = ["technology", "competence"];

/** A word that leads to what offers say with it. */
function SearchLink({ q }: { q: string }) {
  return (
    <Link to="/search" search={{ q, kind: OFFERS }}>
      {q}
    </Link>
  );
}

/** The reasons in sentences, in the server's order; those of a newer server are left out. */
export function Reasons({ gap }: { gap: Gap }) {
  const parts: Record<Reason, React.ReactNode> = {
    not_live: <Plain reason="not_live" />,
    field: <Plain reason="field" />,
    gate: <Gates gap={gap} />,
    wording: <Words gap={gap} />,
    low: <Lacking gap={gap} />,
  };
  return gap.reasons.map((reason) => <div key={reason}>{parts[reason]}</div>);
}

function Plain({ reason }: { reason: "not_live" | "field" }) {
  const { t } = useTranslation("gap");
  return <Text size="sm">{t(`reason.${reason}`)}</Text>;
}

/** What stands behind gates, counted; nobody is named. */
function Gates({ gap }: { gap: Gap }) {
  const { t } = useTranslation("gap");
  return (
    <ul className={classes.list}>
      {(["visibility", "excluded", "other"] as const).map(
        (gate) =>
          gap.hidden[gate] > 0 && <li key={gate}>{t(`gate.${gate}`, { count: gap.hidden[gate] })}</li>,
      )}
    </ul>
  );
}

function Words({ gap }: { gap: Gap }) {
  const { t } = useTranslation("gap");
  return (
    <>
      <Text size="sm">{t("wording")}</Text>
      <ul className={classes.list}>
        {gap.words.map(({ word, near }) => (
          <li key={word}>
            {t("quoted", { word })}
            {near.length > 0 && (
              <>
                {" – "}
                {t("near")}{" "}
                {near.map((one, index) => (
                  <span key={one}>
                    {index > 0 && ", "}
                    <SearchLink q={one} />
                  </span>
                ))}
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Codes are those of any server's findings, so the typed keys of `t` cannot name them. */
const SHOWN = 4;

function Lacking({ gap }: { gap: Gap }) {
  const { t } = useTranslation("gap");
  const format = useFormat();
  const said = (code: string) => loose(t)(`lack.${code}`, { defaultValue: "" });
  const known = gap.lacking.filter(({ code }) => said(code) !== "").slice(0, SHOWN);
  return (
    <>
      <Text size="sm">
        {t("low", { count: gap.near })} {t("best", { score: format.number(Math.round(gap.best)) })}
        {known.length > 0 && ` ${t("lacking")}`}
      </Text>
      <ul className={classes.list}>
        {known.map(({ code, count }) => (
          <li key={code}>
            {said(code)} <span className={classes.part}>{t("part", { count, all: gap.closest })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const SHOWN_CONCEPTS = 5;

/** Fields of science at or near the need's own in which there are offers. */
export function Concepts({ gap }: { gap: Gap }) {
  const { t } = useTranslation("gap");
  const { language } = useFormat();
  if (gap.concepts.length === 0) return null;
  return (
    <div>
      <Text size="sm">{t("concepts")}</Text>
      <ul className={classes.list}>
        {gap.concepts.slice(0, SHOWN_CONCEPTS).map(({ notation, pl, en, distance, offers }) => (
          <li key={notation}>
            <SearchLink q={(language === "pl" ? pl : en) || pl || en} />{" "}
            <span className={classes.part}>
              {t("offers", { count: offers })}
              {distance === 0 && `, ${t("own")}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { StateBadge } from "@/shared/ui/Badges";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { lookupQuery, MAX_TERM, type Translation } from "./api";
import classes from "./glossary.module.css";

/** How a term is translated when texts are compared, and by which source. */
export function Lookup() {
  const { t } = useTranslation("glossary");
  const [text, setText] = useState("");
  const [term] = useDebouncedValue(text.trim(), 250);
  const { data: found, error, isFetching, refetch } = useQuery(lookupQuery(term));
  return (
    <>
      <TextInput
        type="search"
        label={t("lookup.label")}
        description={t("lookup.hint")}
        maw="26rem"
        maxLength={MAX_TERM}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden />}
      />
      <div role="status" aria-busy={isFetching}>
        {isFetching && !found && <RowsSkeleton rows={2} />}
        {found?.length === 0 && <p>{t("lookup.none", { term })}</p>}
        {found && found.length > 0 && (
          <ul className={classes.found} aria-label={t("lookup.found", { term })}>
            {found.map((one) => (
              <Row key={`${one.lang}:${one.source}:${one.text}`} translation={one} />
            ))}
          </ul>
        )}
      </div>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    </>
  );
}

function Row({ translation: { lang, text, source, share } }: { translation: Translation }) {
  const { t } = useTranslation("glossary");
  const format = useFormat();
  return (
    <li>
      <strong lang={lang === "pl" ? "en" : "pl"}>{text}</strong>
      <span className={classes.source}>
        {t(`lookup.from.${lang}`)}
        <span>{t("lookup.share", { percent: format.number(Math.round(share * 100)) })}</span>
        <StateBadge tone={source === "own" ? "good" : "plain"}>{t(`lookup.source.${source}`)}</StateBadge>
      </span>
    </li>
  );
}

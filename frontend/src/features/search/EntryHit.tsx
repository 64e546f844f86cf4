import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { languageOf, textIn } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { useLanguage } from "@/shared/i18n/useFormat";
import { KindTag } from "@/shared/ui/Badges";
import { Marked } from "@/shared/ui/Marked";
import type { Hit } from "./api";
import classes from "./search.module.css";

/** One entry found: its title and teaser with the words that were found, and whose it is as far as that is known. */
export function EntryHit({ hit }: { hit: Hit }) {
  const { t } = useTranslation("search");
  const language = useLanguage();
  const shown = languageOf(hit.title, language);
  const teaser = languageOf(hit.teaser, language);
  return (
    <li className={classes.hit}>
      <div className={classes.kind}>
        <KindTag kind={hit.kind} />
        {hit.trl !== null && (
          <span>{hit.kind === "need" ? t("trlAtLeast", { trl: hit.trl }) : `TRL ${hit.trl}`}</span>
        )}
      </div>
      <h2 className={classes.title} lang={shown === language ? undefined : shown}>
        <Link to="/entries/$id" params={{ id: hit.id }}>
          <Marked text={textIn(hit.title, language)} words={hit.matched} />
        </Link>
      </h2>
      <p className={classes.teaser} lang={teaser === language ? undefined : teaser}>
        <Marked text={textIn(hit.teaser, language)} words={hit.matched} />
      </p>
      <Owner hit={hit} />
    </li>
  );
}

function Owner({ hit }: { hit: Hit }) {
  const { t } = useTranslation("search");
  const word = useWords();
  const voivodeship = useCodeLabel("voivodeships");
  const { organisation, owner } = hit;
  const rest = [
    voivodeship(owner.voivodeship),
    !organisation && t("anonymous"),
    hit.own && hit.visibility === "teaser" && t("onlyYou"),
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <div className={classes.owner}>
      {organisation ? (
        <Link to="/organisations/$id" params={{ id: organisation.id }}>
          {nameTogether(organisation.name)}
        </Link>
      ) : (
        [word("origin", owner.origin), word("size", owner.size)].filter(Boolean).join(", ")
      )}
      {rest && ` · ${rest}`}
    </div>
  );
}

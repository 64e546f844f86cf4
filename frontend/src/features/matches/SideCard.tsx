import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import type { EntryContent } from "@/shared/api/entry";
import { languageOf, textIn } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { useFormat } from "@/shared/i18n/useFormat";
import { KindTag, StateBadge } from "@/shared/ui/Badges";
import type { Gloss, MatchSide, Pair, Side } from "./api";
import { Highlighted } from "./Highlighted";
import { excerpts } from "./highlight";
import { factKey, useLighting } from "./lit";
import classes from "./matches.module.css";

interface Props {
  side: Side;
  view: MatchSide;
  content: EntryContent;
  /** The words of this side that met, the pair of each, and how its two meet. */
  words: string[];
  keys: string[];
  kinds: Pair["kind"][];
  /** Terms of the texts, where they are in the other language. */
  aid: Gloss[];
  /** On a phone the own side shrinks to a line, and of the partner's what few read is folded. */
  narrow?: "ours" | "theirs";
  /** Beside the title, on a phone. */
  score?: ReactNode;
}

const EXCERPTS = 3;

/** One side of a match: what it says, with the words that met, its facts, and whose it is. */
export function SideCard({ side, view, content, words, keys, kinds, aid, narrow, score }: Props) {
  const { t } = useTranslation("matches");
  const { t: shared } = useTranslation("shared");
  const { language } = useFormat();
  const shown = languageOf(content.title, language);
  const text = (key: "title" | "teaser" | "description") => textIn(content[key], language);
  const langOf = (key: "title" | "teaser" | "description") => {
    const written = languageOf(content[key], language);
    return written === language ? undefined : written;
  };
  const marked = (value: string) => <Highlighted text={value} words={words} keys={keys} kinds={kinds} />;
  const [title, teaser, description] = [text("title"), text("teaser"), text("description")];
  const found = useMemo(
    () => excerpts(description, words, `${title}\n${teaser}`, EXCERPTS),
    [description, words, title, teaser],
  );
  const heading = (
    <h2 className={classes.sideTitle} lang={langOf("title")}>
      {title ? marked(title) : "–"}
    </h2>
  );
  const body = (
    <>
      {teaser && (
        <p className={classes.sideText} lang={langOf("teaser")}>
          {marked(teaser)}
        </p>
      )}
      {found.length > 0 && (
        <p className={classes.excerpt} lang={langOf("description")}>
          {marked(found.join(" … "))}
        </p>
      )}
      {description && (
        <details className={classes.whole}>
          <summary>{t("page.wholeDescription")}</summary>
          <p className={classes.sideText} lang={langOf("description")}>
            {marked(description)}
          </p>
        </details>
      )}
      <Aid aid={aid} />
      <SideFacts content={content} />
    </>
  );
  const head = (
    <div className={classes.sideHead}>
      <KindTag kind={view.kind} />
      {view.own && <span>· {t("page.own")}</span>}
      {shown !== language && <span>· {shared(`language.${shown}`)}</span>}
      {view.interested && <StateBadge tone={side}>{t("page.interested")}</StateBadge>}
    </div>
  );
  if (narrow === "ours") {
    return (
      <article className={classes.own} data-side={side}>
        <details>
          <summary>
            {head}
            {heading}
          </summary>
          {body}
          <Owner view={view} />
        </details>
      </article>
    );
  }
  return (
    <article className={classes.side} data-side={side}>
      <div className={classes.sideTop}>
        <div>
          {head}
          {heading}
        </div>
        {score}
      </div>
      {narrow ? (
        <>
          <Owner view={view} />
          <details className={classes.whole}>
            <summary>{t("page.content")}</summary>
            {body}
          </details>
        </>
      ) : (
        <>
          {body}
          <Owner view={view} />
        </>
      )}
    </article>
  );
}

/** What the terms of a text in the other language mean, for who does not read it. */
function Aid({ aid }: { aid: Gloss[] }) {
  const { t } = useTranslation("matches");
  const { language } = useFormat();
  const other = language === "pl" ? "en" : "pl";
  if (aid.length === 0) return null;
  return (
    <details className={classes.whole} open>
      <summary>{t("page.aid")}</summary>
      <p className={classes.excerpt}>
        {aid.map(({ term, meaning }, index) => (
          <Fragment key={term}>
            {index > 0 && " · "}
            <span lang={other}>{term}</span> – {meaning}
          </Fragment>
        ))}
      </p>
    </details>
  );
}

function SideFacts({ content }: { content: EntryContent }) {
  const { t } = useTranslation("matches");
  const word = useWords();
  const format = useFormat();
  const { need, technology, competence } = content;
  const forms = need?.cooperation ?? technology?.cooperation ?? competence?.cooperation ?? [];
  const level = (trl: number) => `${trl}, ${word("trl", trl)}`;
  const target = need && [
    textIn(need.targetMetric, format.language),
    need.targetValue !== null &&
      need.targetValue !== undefined &&
      `${format.number(need.targetValue)} ${need.targetUnit}`,
  ];
  return (
    <Facts
      items={[
        [t("fact.target"), target?.filter(Boolean).join(": ")],
        [
          t("fact.budget"),
          need &&
            [word("budget", need.budget), word("budgetSecured", need.budgetSecured)]
              .filter(Boolean)
              .join(", "),
          "readiness",
        ],
        [t("fact.urgency"), word("urgency", need?.urgency), "readiness"],
        [t("fact.deadline"), need?.deadline && format.date(need.deadline), "readiness"],
        [
          t("fact.rights"),
          technology &&
            [word("ipStatus", technology.ipStatus), technology.ipCountries.join(", ")]
              .filter(Boolean)
              .join(" · "),
        ],
        [
          t("fact.capacity"),
          competence?.capacityHours && t("fact.hours", { count: competence.capacityHours }),
          "readiness",
        ],
        [t("fact.cooperation"), format.list(forms.map((form) => word("cooperation", form))), "cooperation"],
        [
          t("fact.trl"),
          need?.minTrl
            ? t("fact.minTrl", { trl: need.minTrl })
            : technology?.trl
              ? level(technology.trl)
              : rangeOf(competence),
          "readiness",
        ],
      ]}
    />
  );
}

/** A label, its value, and the component that compares it. */
type Fact = [label: string, value: string | false | 0 | null | undefined, component?: string];

/** Labels and values side by side, so that the two cards can be compared line by line. */
function Facts({ items }: { items: Fact[] }) {
  const { lit } = useLighting();
  const filled = items.filter(([, value]) => value);
  if (filled.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {filled.map(([label, value, component = ""]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>
            <span className={classes.fact} data-lit={lit.has(factKey(component))}>
              {value}
            </span>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function rangeOf(competence: EntryContent["competence"]): string {
  if (!competence) return "";
  return [competence.trlMin, competence.trlMax].filter(Boolean).join("–");
}

function Owner({ view }: { view: MatchSide }) {
  const { t } = useTranslation("matches");
  const word = useWords();
  const voivodeship = useCodeLabel("voivodeships");
  const { lit } = useLighting();
  const about = [
    word("origin", view.owner.origin),
    word("size", view.owner.size),
    voivodeship(view.owner.voivodeship),
  ].filter(Boolean);
  return (
    <div
      className={classes.who}
      data-lit={["region", "reciprocity", "attention"].some((name) => lit.has(factKey(name)))}
    >
      {view.organisation ? (
        <Link to="/organisations/$id" params={{ id: view.organisation.id }}>
          {nameTogether(view.organisation.name)}
        </Link>
      ) : (
        [...about, t("page.nameLater")].join(" · ")
      )}
      {view.entry && (
        <>
          {" · "}
          <Link to="/entries/$id" params={{ id: view.entry }}>
            {t("page.openEntry")}
          </Link>
        </>
      )}
    </div>
  );
}

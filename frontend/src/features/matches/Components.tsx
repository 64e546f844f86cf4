import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Component, Finding, Pair } from "./api";
import { keyOf, type Shown, useLighting, worthShowing } from "./lit";
import classes from "./matches.module.css";

interface Props {
  components: Component[];
  /** What is shown of the need. */
  needText: string;
  say: (finding: Finding) => string;
}

/** The parts of the score as bars in words. Pointing at one, or at a pair of words, lights them in both texts. */
export function Components({ components, ...rest }: Props) {
  return (
    <div>
      {components.map((component) => (
        <ComponentRow key={component.name} component={component} {...rest} />
      ))}
    </div>
  );
}

function ComponentRow({ component, needText, say }: Omit<Props, "components"> & { component: Component }) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const { light } = useLighting();
  const { name, points, max, pairs, notes } = component;
  const label = (t as unknown as (key: string, options: object) => string)(`component.${name}`, {
    defaultValue: name,
  });
  const digits = { maximumFractionDigits: 1 };
  const said = { points: format.number(points, digits), max: format.number(max, digits) };
  return (
    <div
      className={classes.row}
      data-counted={max > 0}
      onMouseEnter={() => light(pairs.map((_, index) => keyOf(name, index)))}
      onMouseLeave={() => light([])}
    >
      <span>{label}</span>
      <div className={classes.track} role="img" aria-label={`${label}: ${t("page.points", said)}`}>
        <div
          className={classes.fill}
          style={{ width: `${max > 0 ? Math.min(100, (100 * points) / max) : 0}%` }}
        />
      </div>
      <div className={classes.points}>
        {max > 0 && (
          <>
            {said.points} <span>/ {said.max}</span>
          </>
        )}
      </div>
      <div className={classes.because}>
        <Pairs pairs={worthShowing(component, needText)} />
        {pairs.length > 0 && notes.length > 0 && " · "}
        {notes.map(say).join(". ")}
        {points > 0 && pairs.length === 0 && notes.length === 0 && t("phrasesHint")}
      </div>
    </div>
  );
}

const SHOWN = 6;

function Pairs({ pairs }: { pairs: Shown[] }) {
  const { t } = useTranslation("matches");
  const [all, setAll] = useState(false);
  const shown = all ? pairs : pairs.slice(0, SHOWN);
  const parts: ReactNode[] = shown.map(({ pair, key }) => <PairButton key={key} pair={pair} id={key} />);
  return (
    <>
      {parts.flatMap((part, index) => (index === 0 ? [part] : [" · ", part]))}
      {shown.length < pairs.length && (
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          size="compact-xs"
          ml={4}
          onClick={() => setAll(true)}
        >
          {t("page.morePairs", { count: pairs.length - shown.length })}
        </Button>
      )}
    </>
  );
}

/** "biodegradowalne ↔ biodegradable": lights its words while it is pointed at or has the focus. */
function PairButton({ pair, id }: { pair: Pair; id: string }) {
  const { lit, light } = useLighting();
  const same = pair.need.toLocaleLowerCase() === pair.offer.toLocaleLowerCase();
  return (
    <button
      type="button"
      className={classes.words}
      aria-pressed={lit.has(id) && lit.size === 1}
      onMouseEnter={() => light([id])}
      onFocus={() => light([id])}
      onBlur={() => light([])}
      onClick={() => light([id])}
    >
      {same ? pair.offer : `${pair.need} ↔ ${pair.offer}`}
    </button>
  );
}

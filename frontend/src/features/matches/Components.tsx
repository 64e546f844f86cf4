import { loose } from "@/shared/i18n/loose";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Component, Finding, Pair } from "./api";
import { showLit, type Shown, sourcesOf, useLighting, worthShowing } from "./lit";
import classes from "./matches.module.css";

interface Props {
  components: Component[];
  /** What is shown of the need. */
  needText: string;
  say: (finding: Finding) => string;
}

/** Keys are component names of any server, so the typed keys of `t` cannot name them. */
/** The parts of the score as bars in words. Pointing at one, or at a pair of words, lights them in both texts. */
export function Components(props: Props) {
  const { components } = props;
  return (
    <div>
      {components
        .filter(({ max }) => max > 0)
        .map((component) => (
          <ComponentRow key={component.name} component={component} {...props} />
        ))}
      <Uncounted components={components.filter(({ max }) => max <= 0)} />
    </div>
  );
}

function ComponentRow({ component, components, needText, say }: Props & { component: Component }) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const { lit, light } = useLighting();
  const { name, points, max, pairs, notes } = component;
  const label = loose(t)(`component.${name}`, { defaultValue: name });
  const digits = { maximumFractionDigits: 1 };
  const said = { points: format.number(points, digits), max: format.number(max, digits) };
  const sources = sourcesOf(component, components);
  const reasons = notes.map(say);
  return (
    <div className={classes.row} onMouseEnter={() => light(sources)} onMouseLeave={() => light([])}>
      <button
        type="button"
        className={classes.name}
        aria-pressed={lit.size > 0 && sources.every((key) => lit.has(key))}
        onFocus={() => light(sources)}
        onBlur={() => light([])}
        onClick={() => light(sources)}
      >
        {label}
      </button>
      <div className={classes.track} role="img" aria-label={`${label}: ${t("page.points", said)}`}>
        <div className={classes.fill} style={{ width: `${Math.min(100, (100 * points) / max)}%` }} />
      </div>
      <div className={classes.points} aria-hidden>
        {said.points} <span>/ {said.max}</span>
      </div>
      <div className={classes.because}>
        <Pairs pairs={worthShowing(component, needText)} />
        {pairs.length > 0 && reasons.length > 0 && " · "}
        {reasons.join(". ")}
        {pairs.length === 0 && reasons.length === 0 && <Hint name={name} />}
      </div>
    </div>
  );
}

/** What a component compares, where it has neither words nor facts of its own to show. */
function Hint({ name }: { name: string }) {
  const { t } = useTranslation("matches");
  return loose(t)(`componentHint.${name}`, { defaultValue: t("componentHint.other") });
}

const SIDES = ["need", "offer", "both"] as const;

/** The components that do not count, and whose silence is the reason. */
function Uncounted({ components }: { components: Component[] }) {
  const { t } = useTranslation("matches");
  if (components.length === 0) return null;
  const label = (name: string) => loose(t)(`component.${name}`, { defaultValue: name }).toLocaleLowerCase();
  const reason = ({ name, notes }: Component) => {
    if (name === "meaning") return t("page.noMeaning");
    const side = SIDES.find((one) => one === notes[0]?.params?.side) ?? "both";
    return t(`page.unstated.${side}`);
  };
  return (
    <p className={classes.uncounted}>
      {t("page.uncounted")}: {components.map((one) => `${label(one.name)} (${reason(one)})`).join(", ")}.
    </p>
  );
}

const SHOWN = 6;

interface PairsProps {
  pairs: Shown[];
  /** So many at first; the rest at a click. */
  most?: number;
  /** Leaves out how the two words of a pair meet. */
  plain?: boolean;
}

export function Pairs({ pairs, most = SHOWN, plain }: PairsProps) {
  const { t } = useTranslation("matches");
  const [all, setAll] = useState(false);
  const shown = all ? pairs : pairs.slice(0, most);
  const parts: ReactNode[] = shown.map(({ pair, key }) => (
    <PairButton key={key} pair={pair} id={key} plain={plain} />
  ));
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
function PairButton({ pair, id, plain }: { pair: Pair; id: string; plain?: boolean }) {
  const { t } = useTranslation("matches");
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
      onClick={() => {
        light([id]);
        showLit();
      }}
    >
      {same ? pair.offer : `${pair.need} ↔ ${pair.offer}`}
      {!plain && !same && pair.kind !== "same" && (
        <span className={classes.how} data-kind={pair.kind}>
          {t(`pairKind.${pair.kind}`)}
        </span>
      )}
    </button>
  );
}

import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Component, Finding } from "./api";
import { Pairs } from "./Components";
import { type Group, grouped } from "./groups";
import { showLit, sourcesOf, useLighting, worthShowing } from "./lit";
import classes from "./Reasons.module.css";

interface Props {
  components: Component[];
  needText: string;
  say: (finding: Finding) => string;
  /** How many pairs of words a reason shows at first. */
  pairs: number;
}

/**
 * Why two entries were put together: a handful of reasons in people's words. All bars are on one scale, so that the
 * longest is what counts most; pointing at a reason lights in both texts what it came from.
 */
export function Reasons(props: Props) {
  const groups = grouped(props.components);
  const scale = Math.max(...groups.map(({ max }) => max), 1);
  return (
    <div className={classes.reasons}>
      {groups.map((group) => (
        <Reason key={group.name} group={group} scale={scale} {...props} />
      ))}
    </div>
  );
}

/** Facts beyond these are in the whole calculation. */
const NOTES = 2;

function Reason({ group, scale, components, needText, say, pairs }: Props & { group: Group; scale: number }) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  const { lit, light } = useLighting();
  const { name, points, max } = group;
  const label = t(`group.${name}`);
  const said = { points: format.number(Math.round(points)), max: format.number(Math.round(max)) };
  const sources = group.components.flatMap((one) => sourcesOf(one, components));
  const shown = group.components.flatMap((one) => worthShowing(one, needText));
  const notes = group.components.flatMap((one) => one.notes).map(say);
  return (
    <div className={classes.reason} onMouseEnter={() => light(sources)} onMouseLeave={() => light([])}>
      <button
        type="button"
        className={classes.name}
        aria-pressed={lit.size > 0 && sources.every((key) => lit.has(key))}
        onFocus={() => light(sources)}
        onBlur={() => light([])}
        onClick={() => {
          light(sources);
          showLit();
        }}
      >
        {label}
      </button>
      <span className={classes.points} aria-hidden>
        {said.points}
        <span> / {said.max}</span>
      </span>
      <div
        className={classes.track}
        role="img"
        aria-label={`${label}: ${t("page.points", said)}`}
        style={{ width: `${(100 * max) / scale}%` }}
      >
        <div className={classes.fill} style={{ width: `${Math.min(100, (100 * points) / max)}%` }} />
      </div>
      <div className={classes.because}>
        <Pairs pairs={shown} most={pairs} plain />
        {shown.length > 0 && notes.length > 0 && " · "}
        {notes.slice(0, NOTES).join(". ")}
      </div>
    </div>
  );
}

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Pair } from "./api";
import { highlight } from "./highlight";
import { useLighting } from "./lit";
import classes from "./matches.module.css";

interface Props {
  text: string;
  words: string[];
  /** The pair of each word, and how its two meet. */
  keys: string[];
  kinds: Pair["kind"][];
}

/** A text in which the words that met are underlined; pointing at one lights its partner. */
export function Highlighted({ text, words, keys, kinds }: Props) {
  const { t } = useTranslation("matches");
  const { lit, light } = useLighting();
  const runs = useMemo(() => highlight(text, words), [text, words]);
  return (
    <>
      {runs.map((run, index) => {
        if (run.words.length === 0) return <span key={index}>{run.text}</span>;
        const pairs = run.words.flatMap((word) => keys[word] ?? []);
        const met = run.words.map((word) => kinds[word]);
        const kind = met.includes("same")
          ? undefined
          : met.find((one) => one !== undefined && one !== "same");
        return (
          <mark
            key={index}
            className={classes.word}
            data-kind={kind}
            title={kind && t(`pairKind.${kind}`)}
            data-lit={pairs.some((key) => lit.has(key))}
            onMouseEnter={() => light(pairs)}
            onMouseLeave={() => light([])}
          >
            {run.text}
          </mark>
        );
      })}
    </>
  );
}

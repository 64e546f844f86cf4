import { useMemo } from "react";
import { highlight } from "./highlight";
import { useLighting } from "./lit";
import classes from "./matches.module.css";

interface Props {
  text: string;
  words: string[];
  /** The pair of each word. */
  keys: string[];
}

/** A text in which the words that met are underlined; pointing at one lights its partner. */
export function Highlighted({ text, words, keys }: Props) {
  const { lit, light } = useLighting();
  const runs = useMemo(() => highlight(text, words), [text, words]);
  return (
    <>
      {runs.map((run, index) => {
        if (run.words.length === 0) return <span key={index}>{run.text}</span>;
        const pairs = run.words.flatMap((word) => keys[word] ?? []);
        return (
          <mark
            key={index}
            className={classes.word}
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

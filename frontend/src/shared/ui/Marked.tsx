import { useMemo } from "react";
import classes from "./Marked.module.css";
import { split } from "./marking";

interface Props {
  text: string;
  /** Words or phrases as they occur in the text. */
  words: string[];
}

/** A text with the given words underlined. */
export function Marked({ text, words }: Props) {
  const parts = useMemo(() => split(text, words), [text, words]);
  return parts.map(({ text: part, marked }, index) =>
    marked ? (
      <mark key={index} className={classes.mark}>
        {part}
      </mark>
    ) : (
      part
    ),
  );
}

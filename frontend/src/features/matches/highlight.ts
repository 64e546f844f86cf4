/** A run of a text; `words` are the indices of the words that it matches, empty for plain text. */
export interface Run {
  text: string;
  words: number[];
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
const folded = (word: string) => word.toLocaleLowerCase().replace(/\s+/g, " ").trim();

/** Cuts a text into runs at whole words of the list, whatever their case; longer words win over shorter ones in them. */
export function highlight(text: string, words: readonly string[]): Run[] {
  const known = new Map<string, number[]>();
  words.forEach((word, index) => {
    const key = folded(word);
    if (key) known.set(key, [...(known.get(key) ?? []), index]);
  });
  if (known.size === 0 || text === "") return text === "" ? [] : [{ text, words: [] }];
  const alternatives = [...known.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) runs.push({ text: text.slice(at, match.index), words: [] });
    runs.push({ text: match[0], words: known.get(folded(match[0])) ?? [] });
    at = match.index + match[0].length;
  }
  if (at < text.length) runs.push({ text: text.slice(at), words: [] });
  return runs;
}

const BETWEEN_SENTENCES = /(?<=[.!?])\s+|\n+/;
const LONGEST = 320;

/** Sentences of a text that hold words which are not in what is shown already, at most so many, in their order. */
export function excerpts(text: string, words: readonly string[], shown: string, most: number): string[] {
  const present = (where: string) => new Set(highlight(where, words).flatMap((run) => run.words));
  const seen = present(shown);
  const sentences = text
    .split(BETWEEN_SENTENCES)
    .map((sentence, order) => ({ sentence: sentence.trim(), order }));
  const chosen: typeof sentences = [];
  while (chosen.length < most) {
    const best = sentences
      .filter(({ order }) => !chosen.some((one) => one.order === order))
      .map((one) => ({ one, gain: [...present(one.sentence)].filter((word) => !seen.has(word)) }))
      .reduce((a, b) => (b.gain.length > a.gain.length ? b : a), {
        one: { sentence: "", order: -1 },
        gain: [] as number[],
      });
    if (best.gain.length === 0) break;
    for (const word of best.gain) seen.add(word);
    chosen.push(best.one);
  }
  return chosen.sort((a, b) => a.order - b.order).map(({ sentence }) => cut(sentence));
}

const cut = (sentence: string) =>
  sentence.length > LONGEST ? `${sentence.slice(0, LONGEST).replace(/\s+\S*$/, "")} …` : sentence;

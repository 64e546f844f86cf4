export interface Part {
  text: string;
  marked: boolean;
}

const MOST_WORDS = 60;

/** Cuts a text at whole words that are in the list, whatever their case; longer ones go before shorter ones. */
export function split(text: string, words: string[]): Part[] {
  const wanted = [...new Set(words.map((word) => word.trim()).filter((word) => word !== ""))].slice(
    0,
    MOST_WORDS,
  );
  if (wanted.length === 0 || text === "") return [{ text, marked: false }];
  wanted.sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${wanted.map(escape).join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), marked: false });
    parts.push({ text: match[0], marked: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), marked: false });
  return parts;
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

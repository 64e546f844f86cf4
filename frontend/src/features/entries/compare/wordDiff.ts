/** A run of words that both texts have, or only the one before or the one after. */
export interface Run {
  kind: "same" | "removed" | "added";
  text: string;
}

// Words with the white space after them, and single marks: "cm³/m²" is three words and a slash.
const TOKEN = /[\p{L}\p{N}\p{M}]+\s*|[^\p{L}\p{N}\p{M}]\s*/gu;

/**
 * Beyond this many table cells the texts count as wholly different; two descriptions of 10,000 characters
 * stay below it.
 */
const MOST_CELLS = 6_000_000;

/** The words that differ between two texts, by their longest common subsequence. */
export function wordDiff(before: string, after: string): Run[] {
  const [a, b] = [before.match(TOKEN) ?? [], after.match(TOKEN) ?? []];
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  const runs = new Runs();
  runs.add("same", a.slice(0, start));
  middle(runs, a.slice(start, a.length - end), b.slice(start, b.length - end));
  runs.add("same", b.slice(b.length - end));
  return runs.list;
}

function commonStart(a: string[], b: string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function commonEnd(a: string[], b: string[], start: number): number {
  let n = 0;
  while (n < Math.min(a.length, b.length) - start && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

function middle(runs: Runs, a: string[], b: string[]) {
  if (a.length * b.length > MOST_CELLS) {
    runs.add("removed", a);
    runs.add("added", b);
    return;
  }
  const lengths = subsequenceLengths(a, b);
  const width = b.length + 1;
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i]?.trimEnd() === b[j]?.trimEnd()) {
      runs.add("same", [b[j] ?? ""]);
      i++;
      j++;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      runs.add("removed", [a[i++] ?? ""]);
    } else {
      runs.add("added", [b[j++] ?? ""]);
    }
  }
  runs.add("removed", a.slice(i));
  runs.add("added", b.slice(j));
}

/** For every pair of positions the length of the longest common subsequence of what follows them, row by row. */
function subsequenceLengths(a: string[], b: string[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const [x, y] = [a.map((word) => word.trimEnd()), b.map((word) => word.trimEnd())];
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [below, right] = [lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0];
      lengths[i * width + j] =
        x[i] === y[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(below, right);
    }
  }
  return lengths;
}

class Runs {
  readonly list: Run[] = [];

  /** Appends to the last run of the same kind. What was removed stays before what was added in its place. */
  add(kind: Run["kind"], words: string[]) {
    const text = words.join("");
    if (text === "") return;
    const [last, before] = [this.list.at(-1), this.list.at(-2)];
    if (last?.kind === kind) last.text += text;
    else if (kind === "removed" && last?.kind === "added" && before?.kind === "removed") before.text += text;
    else if (kind === "removed" && last?.kind === "added") this.list.splice(-1, 0, { kind, text });
    else this.list.push({ kind, text });
  }
}

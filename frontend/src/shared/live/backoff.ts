/** Waits between attempts to reconnect, milliseconds: at most 1 s at first, doubling to 15 s: who looks at the page waits. */
const FIRST = 1_000;
const LAST = 15_000;

/**
 * Exponential backoff with full jitter (anything between 0 and the bound is as likely), so that thousands of
 * clients of a restarted server do not come back at once. `attempt` counts from 0.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(LAST, FIRST * 2 ** Math.min(attempt, 10)));
}

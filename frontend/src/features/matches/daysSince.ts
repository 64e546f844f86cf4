const DAY = 86_400_000;

/** Whole days since a day, YYYY-MM-DD, in UTC; 0 for one that is not over. */
export function daysSince(day: string, now = Date.now()): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.floor((now - at) / DAY));
}

/** Tells that a day, YYYY-MM-DD, is over in UTC, as app.PastDay does; an empty or half-typed one is not. */
export function isOver(day: string, now = new Date()): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && day < now.toISOString().slice(0, 10);
}

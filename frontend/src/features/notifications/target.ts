import type { Notice } from "./api";

/** Where a notification leads: the place where the person can act on it. */
export function targetOf({ kind, entry, match, count = 1 }: Notice): string {
  if (kind === "match_new" && entry && count > 1) return `/matches?entry=${encodeURIComponent(entry)}`;
  if (match) return `/matches/${encodeURIComponent(match)}`;
  if (!entry) return "/notifications";
  const path = `/entries/${encodeURIComponent(entry)}`;
  if (kind === "entry_assigned") return `${path}/review`;
  if (kind === "entry_changes_requested") return `${path}/edit`;
  return path;
}

import type { Notice } from "./api";

/** Where a notification leads: the place where the person can act on it. */
export function targetOf({
  kind,
  entry,
  match,
  watch,
  project,
  cluster,
  organisation,
  count = 1,
}: Notice): string {
  if (kind === "match_new" && entry && count > 1) return `/matches?entry=${encodeURIComponent(entry)}`;
  if (kind === "matches_recomputed" && count > 1) return "/matches?sort=newest";
  if (match) return `/matches/${encodeURIComponent(match)}`;
  if (project) return `/projects/${encodeURIComponent(project)}`;
  if (watch && !(entry && count === 1)) return `/watches/${encodeURIComponent(watch)}`;
  if (kind === "membership_answer" && cluster) return `/clusters/${encodeURIComponent(cluster)}?tab=members`;
  if (organisation) return `/organisations/${encodeURIComponent(organisation)}`;
  if (!entry) return "/notifications";
  const path = `/entries/${encodeURIComponent(entry)}`;
  if (kind === "entry_assigned" || kind === "entry_resubmitted") return `${path}/review`;
  if (kind === "entry_changes_requested") return `${path}/edit`;
  if (kind === "need_unmet") return `${path}#gap`;
  return path;
}

/** The kinds of things that wait. */
export type PartName =
  "memberships" | "remarks" | "interest" | "reviews" | "unassigned" | "newMatches" | "drafts" | "parked";

/** The route on which an entry's next step is done. */
export function stepOf(part: PartName) {
  if (part === "remarks" || part === "drafts") return "/entries/$id/edit";
  return part === "reviews" ? "/entries/$id/review" : "/entries/$id";
}

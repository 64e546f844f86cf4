import type { Live } from "@/shared/live/invalidation";

export const live: Live = {
  match: [["matches"], ["entries", "matched"]],
  entry: [["matches", "one"]],
};

import type { Live } from "@/shared/live/invalidation";

/** Hits of a watch come as notifications. */
export const live: Live = {
  watch: [["watches"]],
  notification: [["watches"]],
};

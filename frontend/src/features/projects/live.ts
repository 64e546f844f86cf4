import type { Live } from "@/shared/live/invalidation";

export const live: Live = {
  project: [["projects"]],
};

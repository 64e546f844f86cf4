import type { Live } from "@/shared/live/invalidation";

/** The start page lists what waits, whatever it is. */
export const live: Live = {
  match: [["home"]],
  entry: [["home"]],
  project: [["home"]],
  membership: [["home"]],
};

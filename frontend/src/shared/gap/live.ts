import type { Live } from "../live/invalidation";

export const live: Live = {
  match: [["gap"]],
  entry: [["gap"]],
};

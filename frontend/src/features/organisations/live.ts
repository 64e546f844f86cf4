import type { Live } from "@/shared/live/invalidation";

/** An organisation's page lists its entries. */
export const live: Live = {
  organisation: [["organisations"]],
  entry: [["organisations"]],
};

import type { PlaceName } from "./places";

/** How much is new at a place since the last visit. */
export function useCounts(): Partial<Record<PlaceName, number>> {
  return {};
}

import type { Rematch } from "./api";

/** How far a run is, in percent; all is matched while organisations are being told. */
export function percentOf({ state, done, total }: Pick<Rematch, "state" | "done" | "total">): number {
  if (state === "telling" || state === "finished") return 100;
  return total > 0 ? Math.min(100, Math.floor((100 * done) / total)) : 0;
}

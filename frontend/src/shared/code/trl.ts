import type { Option } from "./codes";

/** "TRL ≥ 4" … "TRL ≥ 9" as filter options. */
export const TRL_AT_LEAST: Option[] = ["4", "5", "6", "7", "8", "9"].map((value) => ({
  value,
  label: `TRL ≥ ${value}`,
}));

/** What to do when the server closed the socket; realtime/close.go has the table with its reasons. */
export type ComeBack = "yes" | "later" | "no" | "signIn" | "reload";

const TABLE: Record<number, ComeBack> = {
  1000: "no",
  1002: "later",
  1003: "later",
  1007: "later",
  1009: "later",
  1011: "yes",
  4000: "yes",
  4001: "signIn",
  4002: "yes",
  4003: "later",
  4004: "yes",
  4005: "reload",
};

/** Unknown codes, and 1006 (cut off), mean "try again". */
export function comeBack(code: number): ComeBack {
  return TABLE[code] ?? "yes";
}

const LONGEST_HINT = 60_000;

/** When a leaving server wants its clients back, milliseconds; they are told staggered times. */
export function retryHint(reason: string): number | undefined {
  try {
    const { retryMs } = JSON.parse(reason) as { retryMs?: unknown };
    return typeof retryMs === "number" && retryMs >= 0 ? Math.min(retryMs, LONGEST_HINT) : undefined;
  } catch {
    return undefined;
  }
}

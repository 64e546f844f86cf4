/** What an entry of a person's inbox, or of a scope's channel, says. */
export type Change =
  | { type: "notification"; notification: { id: string } & Record<string, unknown> }
  | { type: "changed"; resource: string; id: string };

/** Reads the operations of an entry; what this version does not know is left out. */
export function readChanges(ops: unknown): Change[] {
  return (Array.isArray(ops) ? ops : [ops]).filter((op): op is Change => {
    if (typeof op !== "object" || op === null) return false;
    const { type, resource, notification } = op as Record<string, unknown>;
    return (
      (type === "changed" && typeof resource === "string") ||
      (type === "notification" && typeof notification === "object")
    );
  });
}

/** The resource that a change is about. */
export function resourceOf(change: Change): string {
  return change.type === "changed" ? change.resource : "notification";
}

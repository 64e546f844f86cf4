import type { QueryClient } from "@tanstack/react-query";

/** What an entry of a person's inbox says. */
export type InboxEvent =
  | { type: "notification"; notification: { id: string } & Record<string, unknown> }
  | { type: "changed"; resource: string; id: string };

/** Reads the operations of an inbox entry; what this version does not know is left out. */
export function readInbox(ops: unknown): InboxEvent[] {
  return (Array.isArray(ops) ? ops : [ops]).filter((op): op is InboxEvent => {
    if (typeof op !== "object" || op === null) return false;
    const { type, resource, notification } = op as Record<string, unknown>;
    return (
      (type === "changed" && typeof resource === "string") ||
      (type === "notification" && typeof notification === "object")
    );
  });
}

/** The query keys that begin with these words hold what an event of the resource changes. */
const AFFECTED: Record<string, string[]> = {
  match: ["matches", "gap", "home"],
  entry: ["entries", "gap", "queue", "home", "organisations"],
  organisation: ["organisations", "clusters"],
  cluster: ["clusters"],
  membership: ["memberships", "organisations", "clusters", "home"],
  person: ["session", "people"],
  notification: ["notifications"],
  watch: ["watches"],
  project: ["projects"],
};

/** Marks as stale what an inbox event changes; what is on screen is read again at once. */
export async function applyInbox(queryClient: QueryClient, event: InboxEvent) {
  const resources =
    event.type === "changed" ? [event.resource] : ["notification", "match", "entry", "watch", "project"];
  const keys = new Set(resources.flatMap((resource) => AFFECTED[resource] ?? [resource]));
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => keys.has(String(queryKey[0])) });
}

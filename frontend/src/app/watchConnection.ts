import type { QueryClient } from "@tanstack/react-query";
import { onTraffic, presumeLost } from "@/shared/api/request";
import { connection } from "@/shared/live/connection";

/**
 * Brings together what tells of the connection, and what follows from it: without one nobody waits for an answer,
 * and when it is there again, what is on screen and failed or may be old is read again.
 */
export function watchConnection(queryClient: QueryClient) {
  onTraffic((what) => {
    if (what === "answered") connection.requestAnswered();
    if (what === "failed") connection.requestFailed();
  });
  window.addEventListener("offline", () => connection.networkDown());
  window.addEventListener("online", () => connection.networkUp());
  if (!navigator.onLine) connection.networkDown();
  connection.subscribe(() => {
    const { state } = connection.snapshot();
    presumeLost(state === "lost" || state === "offline");
    if (state !== "online") return;
    void queryClient.refetchQueries({
      type: "active",
      predicate: (query) => query.state.status === "error" || query.isStale(),
    });
  });
}

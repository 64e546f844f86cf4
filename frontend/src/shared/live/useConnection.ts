import { useSyncExternalStore } from "react";
import { type Connection, connection } from "./connection";

/** How the page stands with the server. */
export function useConnection(): Connection {
  return useSyncExternalStore(connection.subscribe, connection.snapshot);
}

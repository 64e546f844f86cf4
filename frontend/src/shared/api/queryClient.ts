import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "./problem";

const FRESH = 30_000;

/** What failed for a passing reason is read again by itself while it is shown. */
const AGAIN = 15_000;

/** What was read stays for reading without a connection, for a ride on a train. */
const KEPT = 60 * 60_000;

/**
 * The cache of server state. What the socket tells invalidates it; REST is the truth. `reachable` says whether
 * trying again at once may help: without a connection a page says what is missing instead of waiting.
 */
export function makeQueryClient(reachable: () => boolean): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Without a connection what was read is shown as it is: reading it again could only fail.
        staleTime: () => (reachable() ? FRESH : Infinity),
        gcTime: KEPT,
        refetchInterval: ({ state: { status, error } }) =>
          status === "error" && reachable() && asProblem(error).passing && AGAIN,
        // The library would hold a query back while the browser says that it is offline: a skeleton for ever.
        networkMode: "always",
        retry: (failures, error) => reachable() && asProblem(error).passing && failures < 2,
        // An error that a list shows in place; only what a route cannot do without is thrown.
        throwOnError: false,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

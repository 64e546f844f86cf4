import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "./problem";

/** The cache of server state. What the socket tells invalidates it; REST is the truth. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => asProblem(error).passing && failures < 2,
        // An error that a list shows in place; only what a route cannot do without is thrown.
        throwOnError: false,
      },
      mutations: { retry: false },
    },
  });
}

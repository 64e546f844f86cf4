import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { formatSearch, parseSearch } from "@/shared/filters/search";
import { PageSkeleton } from "@/shared/ui/Loading";
import { CrashPage } from "./CrashPage";
import { NotFoundPage } from "./NotFoundPage";
import { routeTree } from "./routes";

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch: formatSearch,
    scrollRestoration: true,
    // Another thing of the same kind is another page: nothing typed or chosen on one stays on the next.
    defaultRemountDeps: ({ params }) => params,
    defaultPreload: "intent",
    // The query cache decides what is fresh, not the router.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
  });
}

export type AppRouter = ReturnType<typeof makeRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
  interface HistoryState {
    /** The change of address is a filter's: the focus stays where it is. */
    keepFocus?: boolean;
  }
}

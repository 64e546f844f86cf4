import type { QueryClient } from "@tanstack/react-query";
import { onSignedOut } from "@/shared/api/request";
import { sessionQuery } from "@/shared/api/session";
import type { AppRouter } from "./router";

/**
 * Leads to the sign-in page when the server says that the session has ended, and back afterwards. Drafts
 * stay on the device; what else was read is forgotten.
 */
export function watchSignOut(router: AppRouter, queryClient: QueryClient) {
  onSignedOut(() => {
    if (!queryClient.getQueryData(sessionQuery.queryKey)) return;
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, null);
    void router.navigate({ to: "/sign-in", search: { to: router.state.location.href } });
  });
}

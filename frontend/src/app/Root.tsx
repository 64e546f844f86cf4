import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { PageSkeleton } from "@/shared/ui/Loading";
import { useRouteFocus } from "./routeFocus";

/** What every page has in common, signed in or not. */
export function Root() {
  useRouteFocus();
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Outlet />
    </Suspense>
  );
}

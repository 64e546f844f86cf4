import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { PageSkeleton } from "@/shared/ui/Loading";
import { useFocusRescue } from "./focusRescue";
import { useRouteFocus } from "./routeFocus";

/** What every page has in common, signed in or not. */
export function Root() {
  useRouteFocus();
  useFocusRescue();
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Outlet />
    </Suspense>
  );
}

import { lazy, Suspense } from "react";
import { RowsSkeleton } from "../ui/Loading";

const GapPanel = lazy(() => import("./GapPanel").then(({ GapPanel: panel }) => ({ default: panel })));

/** The panel with its code and texts, loaded where a need is looked at by somebody who may do something. */
export function LazyGap({ entry }: { entry: string }) {
  return (
    <Suspense fallback={<RowsSkeleton rows={3} />}>
      <GapPanel key={entry} entry={entry} />
    </Suspense>
  );
}

import { loadTexts } from "../i18n/i18n";
import { LazyPart } from "../lazy/LazyPart";
import { loadable } from "../lazy/loadable";
import { RowsSkeleton } from "../ui/Loading";

const panel = loadable(async () => {
  const [{ GapPanel }] = await Promise.all([import("./GapPanel"), loadTexts("gap")]);
  return GapPanel;
});

/** The panel with its code and texts, loaded where a need is looked at by somebody who may do something. */
export function LazyGap({ entry }: { entry: string }) {
  return <LazyPart key={entry} part={panel} props={{ entry }} fallback={<RowsSkeleton rows={3} />} />;
}

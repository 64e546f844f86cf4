import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { RowsSkeleton } from "../ui/Loading";
import { Section } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { asProblem } from "../api/problem";
import { gapQuery } from "./api";
import { GapActions } from "./GapActions";
import { Concepts, Reasons } from "./Reasons";
import classes from "./gap.module.css";

/** The place in an address that a notification leads to. */
const PLACE = "gap";

/** Why a need has no good matches, what is near, and what can be done; nothing for a need that has good ones. */
export function GapPanel({ entry }: { entry: string }) {
  const { t } = useTranslation("gap");
  const { data: gap, error, refetch } = useQuery(gapQuery(entry));
  const asked = useLocation({ select: ({ hash }) => hash === PLACE });
  // Widening may bring the good matches at once; the way back stays all the same.
  const [widened, setWidened] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const ready = gap !== undefined;
  useEffect(() => {
    if (!asked || !ready) return;
    place.current?.scrollIntoView({ block: "center" });
    place.current?.focus({ preventScroll: true });
  }, [asked, ready]);
  if (error && !gap)
    return asProblem(error).passing ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null;
  if (gap && gap.reasons.length === 0 && !widened) return null;
  const explained = gap !== undefined && gap.reasons.length > 0;
  return (
    <div ref={place} tabIndex={-1} className={classes.place}>
      <Section title={t(gap && !explained ? "widenedTitle" : "title")}>
        {gap ? (
          <div className={classes.parts}>
            {explained && <Reasons gap={gap} />}
            {explained && <Concepts gap={gap} />}
            <GapActions entry={entry} gap={gap} widened={widened} onWidened={setWidened} />
          </div>
        ) : (
          <RowsSkeleton rows={3} />
        )}
      </Section>
    </div>
  );
}

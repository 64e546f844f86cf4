import { type ComponentType, type ReactNode, useEffect, useReducer, useState } from "react";
import { useConnection } from "../live/useConnection";
import { ProblemAlert } from "../ui/ProblemAlert";
import type { Loadable } from "./loadable";

interface Props<P extends object> {
  part: Loadable<ComponentType<P>>;
  props: P;
  fallback?: ReactNode;
  /** Nothing in its place where it cannot be loaded, instead of what is missing. */
  silent?: boolean;
}

/**
 * A component that is loaded when it is first shown. Without a connection the rest of the page stays: what is
 * missing says so, and comes by itself when the connection is there again.
 */
export function LazyPart<P extends object>({ part, props, fallback, silent }: Props<P>) {
  const { state } = useConnection();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (part.now) return;
    let gone = false;
    part().then(
      () => !gone && (setError(undefined), redraw()),
      (reason: unknown) => !gone && setError(reason),
    );
    return () => {
      gone = true;
    };
  }, [part, state]);
  const Part = part.now;
  if (Part) return <Part {...props} />;
  if (error) return silent ? null : <ProblemAlert error={error} />;
  return fallback;
}

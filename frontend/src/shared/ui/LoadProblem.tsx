import { asProblem } from "../api/problem";
import { Page } from "./Page";
import { ProblemAlert } from "./ProblemAlert";

interface Props {
  /** What the page would have shown. */
  title: string;
  error: unknown;
  onRetry: () => unknown;
}

/** The page in place of one whose content could not be read; offers to try again where that may help. */
export function LoadProblem({ title, error, onRetry }: Props) {
  return (
    <Page title={title}>
      <ProblemAlert error={error} onRetry={asProblem(error).passing ? () => void onRetry() : undefined} />
    </Page>
  );
}

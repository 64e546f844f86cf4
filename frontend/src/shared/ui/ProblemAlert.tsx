import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./ProblemAlert.module.css";
import { asProblem, type Problem } from "../api/problem";

interface Props {
  error: unknown;
  /** Offers to try again. */
  onRetry?: () => void;
  /** Fields whose messages stand at the field already and are not repeated here. */
  shown?: readonly string[];
  /** What a field is called, to say which one a message is about. */
  nameOf?: (field: string) => string | undefined;
}

/** What happened, what was kept and what to do, in the reader's language; nothing when there is no error. */
export function ProblemAlert({ error, onRetry, shown, nameOf }: Props) {
  const { t } = useTranslation("shared");
  if (!error) return null;
  const problem = asProblem(error);
  const rest = problem.fields.filter(({ field }) => !shown?.includes(field));
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      className={classes.alert}
      classNames={{ title: classes.title }}
      title={<ProblemTitle problem={problem} />}
    >
      <Stack gap="xs" align="flex-start">
        <ProblemText problem={problem} reading={onRetry !== undefined} />
        {rest.length > 0 && (
          <List size="sm">
            {rest.map(({ field, message }) => (
              <List.Item key={field + message}>
                {[nameOf?.(field), message].filter(Boolean).join(": ")}
              </List.Item>
            ))}
          </List>
        )}
        {onRetry && problem.passing && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t("retry")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function ProblemTitle({ problem }: { problem: Problem }) {
  const { t } = useTranslation("shared");
  if (problem.offline) return t("problem.offlineTitle");
  if (problem.status === 404) return t("problem.absentTitle");
  if (problem.status === 403) return t("problem.forbiddenTitle");
  if (problem.status === 422) return t("problem.fieldsTitle");
  if (problem.status === 429) return t("problem.tooManyTitle");
  return t("problem.title");
}

function ProblemText({ problem, reading }: { problem: Problem; reading: boolean }) {
  const { t } = useTranslation("shared");
  if (problem.offline) return <Text size="sm">{t(reading ? "problem.offlineRead" : "problem.offline")}</Text>;
  const wait = problem.retryAfter ? ` ${t("problem.wait", { count: problem.retryAfter })}` : "";
  return (
    <Text size="sm">
      {(problem.code !== "client" && problem.message ? problem.message : t("problem.unknown")) + wait}
    </Text>
  );
}

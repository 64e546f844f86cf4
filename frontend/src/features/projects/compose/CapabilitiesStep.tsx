import { Button, Textarea } from "@mantine/core";
import { useMutation, type UseQueryResult } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { useFormat } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Marked } from "@/shared/ui/Marked";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { type Capability, LIMITS, suggest } from "../api";
import classes from "../projects.module.css";
import { CapabilityRow } from "./CapabilityRow";
import type { StepProps } from "./Composer";
import { Initiator } from "./Initiator";
import { titled, type Wanted, wanted, withBlank, withSuggested } from "./plan";
import { Removed } from "./Removed";

interface Props extends StepProps {
  need?: string;
  source?: string;
  suggested: UseQueryResult<Capability[]>;
}

/** What the project takes, beside the text that it came from. */
export function CapabilitiesStep({ plan, set, goTo, need, source, suggested }: Props) {
  const { t } = useTranslation("projects");
  const [lit, setLit] = useState<number>();
  const words = plan.capabilities
    .filter(({ key }) => lit === undefined || key === lit)
    .flatMap((one) => one.words);
  const text = source ?? plan.text;
  return (
    <>
      <div className={classes.two}>
        <Section title={need ? t("compose.needText") : t("compose.callText")}>
          {need === undefined && <Call plan={plan} set={set} />}
          {text && words.length > 0 && (
            <p className={classes.source} tabIndex={0} aria-label={t("compose.foundIn")}>
              <Marked text={text} words={words} />
            </p>
          )}
          {need && words.length === 0 && <p className={classes.source}>{text}</p>}
        </Section>
        <Section title={t("compose.capabilities")}>
          {need && suggested.isLoading && <RowsSkeleton rows={5} />}
          <ProblemAlert error={suggested.error} onRetry={() => void suggested.refetch()} />
          <Capabilities
            list={plan.capabilities}
            lit={lit}
            onLit={setLit}
            onChange={(capabilities) => set({ capabilities })}
            waiting={need !== undefined && suggested.isLoading}
          />
        </Section>
      </div>
      {need === undefined && (
        <Initiator value={plan.organisation} onChange={(organisation) => set({ organisation })} />
      )}
      <div className={classes.bar}>
        <span className={classes.facts}>{t("compose.kept")}</span>
        <Button
          disabled={wanted(plan.capabilities).length === 0 || plan.organisation === ""}
          onClick={() => goTo(2)}
        >
          {t("compose.findTeam")}
        </Button>
      </div>
    </>
  );
}

function Call({ plan, set }: Pick<StepProps, "plan" | "set">) {
  const { t } = useTranslation("projects");
  const { language } = useFormat();
  const ask = useMutation({
    mutationFn: (text: string) => suggest({ text }),
    onSuccess: (found, text) =>
      set({
        capabilities: withSuggested(plan.capabilities, found, LIMITS.capabilities),
        asked: true,
        ...titled(plan, text, language),
      }),
  });
  const problem = ask.error ? asProblem(ask.error) : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate(plan.text);
      }}
    >
      <Textarea
        label={t("compose.paste")}
        description={t("compose.pasteHint")}
        autosize
        minRows={6}
        maxRows={18}
        maxLength={LIMITS.text}
        value={plan.text}
        error={problem?.under("text")}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Button
        type="submit"
        variant={plan.capabilities.length > 0 ? "default" : "filled"}
        my="sm"
        disabled={plan.text.trim() === ""}
        loading={ask.isPending}
      >
        {t("compose.suggest")}
      </Button>
      <ProblemAlert error={ask.error} shown={["text"]} />
      {ask.data?.length === 0 && <p role="status">{t("compose.nothingFound")}</p>}
    </form>
  );
}

interface ListProps {
  list: Wanted[];
  lit: number | undefined;
  onLit: (key: number | undefined) => void;
  onChange: (list: Wanted[]) => void;
  waiting: boolean;
}

function Capabilities({ list, lit, onLit, onChange, waiting }: ListProps) {
  const { t } = useTranslation("projects");
  const [removed, setRemoved] = useState<{ item: Wanted; at: number }>();
  const remove = (item: Wanted) => {
    setRemoved({ item, at: list.indexOf(item) });
    onChange(list.filter((one) => one !== item));
  };
  return (
    <>
      {list.length === 0 && !waiting && (
        <EmptyState title={t("compose.none")}>{t("compose.noneText")}</EmptyState>
      )}
      <ul className={classes.wanted}>
        {list.map((one) => (
          <CapabilityRow
            key={one.key}
            capability={one}
            lit={lit === one.key}
            onLit={(on) => onLit(on ? one.key : undefined)}
            onChange={(change) =>
              onChange(list.map((other) => (other === one ? { ...one, suggested: false, ...change } : other)))
            }
            onRemove={() => remove(one)}
          />
        ))}
      </ul>
      {removed && (
        <Removed
          name={removed.item.name}
          onUndo={() => {
            onChange(list.toSpliced(removed.at, 0, removed.item));
            setRemoved(undefined);
          }}
        />
      )}
      <Button
        variant="default"
        size="xs"
        mt="sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={list.length >= LIMITS.capabilities}
        onClick={() => onChange(withBlank(list))}
      >
        {t("compose.add")}
      </Button>
    </>
  );
}

import { Button, Group, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { organisationsQuery } from "../api";
import classes from "../projects.module.css";
import type { StepProps } from "./Composer";
import { exclude, include, type Named, release } from "./plan";

/** Who has to be in the team and who must not be; each can be let free, and others found by name. */
export function Choices({ plan, set }: Pick<StepProps, "plan" | "set">) {
  const { t } = useTranslation("projects");
  return (
    <div className={classes.summary}>
      <Chosen label={t("team.kept")} list={plan.include} onRelease={(id) => set(release(plan, id))} />
      <Chosen label={t("team.excluded")} list={plan.exclude} onRelease={(id) => set(release(plan, id))} />
      <Finder
        taken={[plan.organisation, ...plan.include.map(({ id }) => id), ...plan.exclude.map(({ id }) => id)]}
        onInclude={(party) => set(include(plan, party))}
        onExclude={(party) => set(exclude(plan, party))}
      />
    </div>
  );
}

interface ChosenProps {
  label: string;
  list: Named[];
  onRelease: (id: string) => void;
}

function Chosen({ label, list, onRelease }: ChosenProps) {
  const { t } = useTranslation("projects");
  if (list.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={label}>
      <span className={classes.facts}>{label}:</span>
      {list.map(({ id, name }) => (
        <Button
          key={id}
          size="compact-sm"
          variant="default"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={t("team.release", { name })}
          onClick={() => onRelease(id)}
          maw="20rem"
        >
          {name}
        </Button>
      ))}
    </Group>
  );
}

interface FinderProps {
  taken: string[];
  onInclude: (party: Named) => void;
  onExclude: (party: Named) => void;
}

function Finder({ taken, onInclude, onExclude }: FinderProps) {
  const { t } = useTranslation("projects");
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [found, setFound] = useState<Named>();
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const { data = [] } = useQuery({
    ...organisationsQuery({ q: found ? "" : wanted }),
    enabled: open && !found && wanted.length >= 2,
  });
  if (!open)
    return (
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t("team.find")}
      </Button>
    );
  const choose = (how: (party: Named) => void) => {
    if (found) how(found);
    setFound(undefined);
    setText("");
    setOpen(false);
  };
  const options = found
    ? [{ value: found.id, label: found.name }]
    : data.filter(({ id }) => !taken.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Group gap="xs" align="flex-end">
      <Select
        data-autofocus
        size="xs"
        label={t("team.findLabel")}
        placeholder={t("team.findHint")}
        searchable
        clearable
        data={options}
        filter={({ options: all }) => all}
        value={found?.id ?? null}
        searchValue={text}
        onSearchChange={setText}
        onChange={(id, option) => setFound(id ? { id, name: option?.label ?? id } : undefined)}
        nothingFoundMessage={wanted.length >= 2 ? t("team.notFound") : t("team.findHint")}
        clearButtonProps={{ "aria-label": t("team.findClear") }}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <Button size="xs" variant="default" disabled={!found} onClick={() => choose(onInclude)}>
        {t("team.include")}
      </Button>
      <Button size="xs" variant="default" disabled={!found} onClick={() => choose(onExclude)}>
        {t("team.exclude")}
      </Button>
    </Group>
  );
}

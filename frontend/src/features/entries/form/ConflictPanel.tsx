import { Alert, Button, Group, Radio, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryKind } from "@/shared/api/entry";
import { fieldOfPath } from "../content/fields";
import { type Choice, type Conflict, conflicts, merged, presumed } from "../content/merge";
import type { Path } from "../content/path";
import { useFieldTexts } from "../content/useFieldTexts";
import { useSay } from "../content/useSay";
import classes from "./Conflict.module.css";
import type { Written } from "./desk";
import { CONFLICT_ID } from "./reveal";

interface Props {
  kind: EntryKind;
  mine: Written;
  theirs: Written;
  /** What both began from, where this tab saw it. */
  base: Written | undefined;
  onResolve: (choice: "theirs" | { value: Written }) => void;
}

/** Someone else saved the entry too: shows field by field what differs and lets the person choose. */
export function ConflictPanel({ kind, mine, theirs, base, onResolve }: Props) {
  const { t } = useTranslation("entries");
  const list = useMemo(() => conflicts(mine, theirs, base), [mine, theirs, base]);
  const [chosen, setChosen] = useState<Record<Path, Choice>>({});
  const choices = { ...presumed(list), ...chosen };
  const left = list.filter(({ path }) => !choices[path]).length;
  const all = (choice: Choice) => setChosen(Object.fromEntries(list.map(({ path }) => [path, choice])));
  return (
    <Alert
      id={CONFLICT_ID}
      tabIndex={-1}
      color="red"
      variant="light"
      role="alert"
      title={t("conflict.title")}
    >
      <Text size="sm" mb="sm">
        {t(base ? "conflict.text" : "conflict.noBase")}
      </Text>
      <Group gap="xs" mb="sm">
        <Button size="xs" variant="default" onClick={() => all("mine")}>
          {t("conflict.allMine")}
        </Button>
        <Button size="xs" variant="default" onClick={() => all("theirs")}>
          {t("conflict.allTheirs")}
        </Button>
      </Group>
      <div className={classes.list}>
        {list.map((one) => (
          <ConflictRow
            key={one.path}
            kind={kind}
            conflict={one}
            choice={choices[one.path]}
            onChoose={(choice) => setChosen({ ...choices, [one.path]: choice })}
          />
        ))}
      </div>
      <Group mt="sm" gap="sm">
        <Button disabled={left > 0} onClick={() => onResolve({ value: merged(theirs, list, choices) })}>
          {t("conflict.apply")}
        </Button>
        {left > 0 && <Text size="sm">{t("conflict.left", { count: left })}</Text>}
      </Group>
    </Alert>
  );
}

interface RowProps {
  kind: EntryKind;
  conflict: Conflict;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

function ConflictRow({ kind, conflict, choice, onChoose }: RowProps) {
  const { t } = useTranslation("entries");
  const { t: shared } = useTranslation("shared");
  const texts = useFieldTexts();
  const { path, change } = conflict;
  const field = fieldOfPath(kind, path);
  const say = useSay({
    concepts: path === "concepts" ? ([conflict.mine, conflict.theirs].flat() as string[]) : [],
  });
  const words = (value: unknown) => (field && say(field, value)) || shared("stale.empty");
  const why = { mine: t("conflict.onlyMine"), theirs: t("conflict.onlyTheirs"), both: t("conflict.both") }[
    change
  ];
  const label = texts.place(kind, path);
  return (
    <Radio.Group
      className={classes.row}
      value={choice ?? ""}
      onChange={(next) => onChoose(next as Choice)}
      label={label}
      description={why}
    >
      <div className={classes.pair}>
        {(["mine", "theirs"] as const).map((side) => (
          <div key={side} className={classes.side} data-chosen={choice === side}>
            <Radio value={side} label={t(`conflict.${side}`)} size="sm" />
            <div className={classes.value}>{words(conflict[side])}</div>
          </div>
        ))}
      </div>
    </Radio.Group>
  );
}

import {
  Button,
  Checkbox,
  CloseButton,
  Popover,
  Radio,
  ScrollArea,
  Stack,
  TextInput,
  VisuallyHidden,
} from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Option } from "../code/codes";
import { useFormat } from "../i18n/useFormat";
import classes from "./FilterChips.module.css";
import { useFilters } from "./useFilters";

export interface Filter {
  /** The key in the address and in the API's query. */
  key: string;
  label: string;
  options: Option[];
  /** Only one value at a time. */
  single?: boolean;
  /** On or off at a click: the one option's value is what "on" writes, its label what the chip says. */
  toggle?: boolean;
  /** How the chosen values read in the sentence; their labels joined otherwise: "TRL ≥ 6". */
  say?: (values: string[]) => string;
}

interface Props {
  filters: Filter[];
  /** Shows a search field with this label, bound to `q`. */
  search?: string;
  /** After the chips: how many were found, a sort, an export. */
  children?: ReactNode;
}

/** The filters of a list as chips that read as a sentence ("technologie · mazowieckie · TRL ≥ 6"), in the address. */
export function FilterChips({ filters, search, children }: Props) {
  const { t } = useTranslation("shared");
  const { values, set, value } = useFilters();
  const active = filters.filter(({ key }) => values(key).length > 0);
  const clear = () =>
    set(Object.fromEntries([...filters.map(({ key }) => [key, undefined]), ["q", undefined]]));
  return (
    <div className={classes.bar} data-chips role="search" aria-label={t("filters")}>
      {search && <SearchField label={search} />}
      <div className={classes.chips}>
        {filters.map((filter) =>
          filter.toggle ? (
            <ToggleChip key={filter.key} filter={filter} />
          ) : (
            <FilterChip key={filter.key} filter={filter} />
          ),
        )}
        {(active.length > 0 || value("q")) && (
          <Button
            variant="subtle"
            size="compact-sm"
            color="gray"
            c="dimmed"
            className={classes.clear}
            onClick={clear}
          >
            {t("clearFilters")}
          </Button>
        )}
      </div>
      {children && <div className={classes.rest}>{children}</div>}
    </div>
  );
}

function SearchField({ label }: { label: string }) {
  const { t } = useTranslation("shared");
  const { value, set } = useFilters();
  const [typed, setTyped] = useState({ text: value("q"), of: value("q") });
  // The address may change without typing (back, clear): then the field follows it.
  if (typed.of !== value("q")) setTyped({ text: value("q"), of: value("q") });
  const apply = useDebouncedCallback((text: string) => set({ q: text.trim() || undefined }), 250);
  const change = (text: string) => {
    setTyped({ text, of: value("q") });
    apply(text);
  };
  return (
    <TextInput
      type="search"
      className={classes.search}
      size="sm"
      aria-label={label}
      placeholder={label}
      value={typed.text}
      maxLength={200}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed.text ? <CloseButton size="sm" aria-label={t("clear")} onClick={() => change("")} /> : null
      }
    />
  );
}

function ToggleChip({ filter: { key, label, options } }: { filter: Filter }) {
  const { value, set } = useFilters();
  const [option] = options;
  const on = value(key) !== "";
  return (
    <div className={classes.chip} data-active={on}>
      <button
        type="button"
        className={classes.open}
        aria-pressed={on}
        onClick={() => set({ [key]: on ? undefined : option?.value })}
      >
        {option?.label ?? label}
      </button>
    </div>
  );
}

function FilterChip({ filter }: { filter: Filter }) {
  const { t } = useTranslation("shared");
  const format = useFormat();
  const { values, set } = useFilters();
  const [opened, { close, toggle }] = useDisclosure(false);
  const chosen = values(filter.key);
  const labels = chosen.map(
    (value) => filter.options.find((option) => option.value === value)?.label ?? value,
  );
  const text = chosen.length === 0 ? filter.label : (filter.say?.(chosen) ?? shorten(labels, format.list));
  const choose = (next: string[]) => set({ [filter.key]: next.length > 0 ? next : undefined });
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && close()}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <div className={classes.chip} data-active={chosen.length > 0}>
        <Popover.Target>
          <button type="button" className={classes.open} onClick={toggle}>
            {chosen.length > 0 && <VisuallyHidden>{filter.label}: </VisuallyHidden>}
            {text}
            {chosen.length === 0 && <IconChevronDown size={14} aria-hidden />}
          </button>
        </Popover.Target>
        {chosen.length > 0 && (
          <CloseButton
            size="sm"
            variant="transparent"
            aria-label={t("removeFilter", { filter: filter.label })}
            onClick={() => choose([])}
          />
        )}
      </div>
      <Popover.Dropdown aria-label={filter.label}>
        <Choices filter={filter} chosen={chosen} onChange={choose} onDone={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** At most two values in words, then how many more. */
function shorten(labels: string[], join: (labels: string[]) => string): string {
  return labels.length <= 2 ? join(labels) : `${labels.slice(0, 2).join(", ")} +${labels.length - 2}`;
}

interface ChoicesProps {
  filter: Filter;
  chosen: string[];
  onChange: (values: string[]) => void;
  onDone: () => void;
}

const SEARCHABLE_FROM = 10;

function Choices({ filter, chosen, onChange, onDone }: ChoicesProps) {
  const { t } = useTranslation("shared");
  const [wanted, setWanted] = useState("");
  const shown = filter.options.filter(({ label }) =>
    label.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  return (
    <Stack gap="xs" miw={220} maw={340}>
      {filter.options.length >= SEARCHABLE_FROM && (
        <TextInput
          size="xs"
          data-autofocus
          aria-label={t("narrow")}
          placeholder={t("narrow")}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah={300} type="auto" viewportProps={{ tabIndex: -1 }}>
        {filter.single ? (
          <Radio.Group
            aria-label={filter.label}
            value={chosen[0] ?? ""}
            onChange={(value) => {
              onChange([value]);
              onDone();
            }}
          >
            <Stack gap={8}>
              {shown.map((option) => (
                <Radio key={option.value} value={option.value} label={<Choice option={option} />} size="sm" />
              ))}
            </Stack>
          </Radio.Group>
        ) : (
          <Checkbox.Group aria-label={filter.label} value={chosen} onChange={onChange}>
            <Stack gap={8}>
              {shown.map((option) => (
                <Checkbox
                  key={option.value}
                  value={option.value}
                  label={<Choice option={option} />}
                  size="sm"
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {shown.length === 0 && t("nothingFound")}
      </ScrollArea.Autosize>
    </Stack>
  );
}

function Choice({ option: { label, count } }: { option: Option }) {
  return (
    <>
      {label}
      {count !== undefined && <span className={classes.number}> {count}</span>}
    </>
  );
}

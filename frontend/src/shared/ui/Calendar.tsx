import { ActionIcon, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { addDays, addMonths, weeksOf } from "../i18n/day";
import { useFormat } from "../i18n/useFormat";
import classes from "./Calendar.module.css";

const MOVES: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month to choose a day of; the arrows go from day to day, Page Up and Page Down from month to month. */
export function Calendar({ value, onChoose }: { value: string; onChoose: (day: string) => void }) {
  const { t } = useTranslation("shared");
  const { language } = useFormat();
  const locale = language === "pl" ? "pl-PL" : "en-GB";
  const [at, setAt] = useState(value || new Date().toISOString().slice(0, 10));
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [at]);
  const say = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(new Date(`${day}T00:00:00Z`));
  const press = (event: KeyboardEvent) => {
    const next =
      event.key in MOVES
        ? addDays(at, MOVES[event.key] ?? 0)
        : event.key === "PageUp"
          ? addMonths(at, -1)
          : event.key === "PageDown"
            ? addMonths(at, 1)
            : undefined;
    if (!next) return;
    event.preventDefault();
    moved.current = true;
    setAt(next);
  };
  const turn = (months: number) => {
    moved.current = false;
    setAt(addMonths(at, months));
  };
  const weeks = weeksOf(at);
  return (
    <div>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          aria-label={t("day.previous")}
          onClick={() => turn(-1)}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <Text fw={600} aria-live="polite">
          {say(at, { month: "long", year: "numeric" })}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          aria-label={t("day.next")}
          onClick={() => turn(1)}
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
      </Group>
      <table ref={grid} className={classes.grid} onKeyDown={press}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" abbr={say(day, { weekday: "long" })}>
                {say(day, { weekday: "short" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    tabIndex={day === at ? 0 : -1}
                    data-autofocus={day === at || undefined}
                    aria-pressed={day === value}
                    data-outside={day.slice(0, 7) !== at.slice(0, 7) || undefined}
                    aria-label={say(day, { day: "numeric", month: "long", year: "numeric" })}
                    onClick={() => onChoose(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const STEPS: Record<string, number> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
  Home: -Infinity,
  End: Infinity,
};

/**
 * Where a key moves the focus in a table's body: the same control of the next or previous row, or that row's
 * first. Rows without a control are passed over. Nothing while something is typed in, and nothing for other keys.
 */
export function focusTarget(body: Element, from: Element, key: string): HTMLElement | undefined {
  const step = STEPS[key];
  if (step === undefined || from.closest("input, textarea, select, [role=menu], [role=listbox]"))
    return undefined;
  const row = from.closest("tr");
  const rows = [...body.children].filter((one) => one === row || controls(one).length > 0);
  const index = rows.findIndex((one) => one === row);
  if (!row || index < 0) return undefined;
  const next = rows[Math.min(Math.max(index + step, 0), rows.length - 1)];
  if (!next || next === row) return undefined;
  const position = controls(row).findIndex((one) => one === from);
  const there = controls(next);
  return there[position] ?? there[0];
}

const CONTROLS = "a, button, input, select, textarea, label, summary, [role=button], [role=checkbox]";

/** The link of the row that a click fell in; nothing where it fell on a control, which has its own say. */
export function rowLink(clicked: Element): HTMLAnchorElement | undefined {
  if (clicked.closest(CONTROLS)) return undefined;
  return clicked.closest("tr")?.querySelector<HTMLAnchorElement>("[data-primary] a[href]") ?? undefined;
}

function controls(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>("a[href], button:not([disabled])")];
}

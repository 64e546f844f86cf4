import { Button, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconSelector } from "@tabler/icons-react";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isShortcut, keysAreOn } from "../keys/keys";
import classes from "./DataTable.module.css";
import { focusTarget, rowLink } from "./rowFocus";
import { nextSort } from "./sort";

export interface Column<T> {
  key: string;
  header: string;
  /** In the head instead of the header's text, which still names the column. */
  head?: ReactNode;
  cell: (row: T) => ReactNode;
  /** The API's sort key; the column can be sorted by it. Descending is "-key". */
  sort?: string;
  /** Sorted from the largest or latest first at the first click; so are numbers. */
  downwards?: boolean;
  align?: "right";
  /** The row's name: the heading of its card on a phone. Holds the row's link. */
  primary?: boolean;
  /** Not worth a line on a phone. */
  wideOnly?: boolean;
  /** Not worth a column where the table has less than about 900 px, nor a line on a phone. */
  roomy?: boolean;
  /** Least width, for columns that should not wrap. */
  width?: string;
  /** What people wrote: a word that is too long breaks, so that it never makes the table wider. */
  long?: boolean;
  /**
   * Where a narrow table shows it, so that a row is one glance: before the row, over its name, in the line under it,
   * or cut to one line at its end. As soon as one column says so, those that say nothing are left out there. What is
   * marked data-quiet in a cell is not worth it either.
   */
  glance?: "lead" | "over" | "line" | "last";
}

interface Props<T> {
  /** What the table lists, for screen readers. */
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  /** Marks the row, for example as selected or new since the last visit. */
  rowState?: (row: T) => "new" | "selected" | "muted" | undefined;
  sort?: string;
  onSort?: (sort: string) => void;
  /** At the row's end: buttons or a menu. */
  actions?: (row: T) => ReactNode;
  /** Reads the next page; a button offers it while `more` is true. */
  more?: boolean;
  onMore?: () => void;
  loadingMore?: boolean;
}

/**
 * A list as a real table: sticky head, sorting by its columns, arrow keys from row to row (j and k too), and
 * cards instead of columns where the table is narrow.
 */
export function DataTable<T>(props: Props<T>) {
  const { caption, columns, rows, rowKey, rowState, actions, more, onMore, loadingMore } = props;
  const { t } = useTranslation("shared");
  const glance = columns.some((column) => column.glance);
  return (
    <div className={classes.container}>
      <NarrowSort columns={columns} sort={props.sort} onSort={props.onSort} />
      <table
        className={classes.table}
        role="table"
        data-glance={glance || undefined}
        data-lead={columns.some((column) => column.glance === "lead") || undefined}
      >
        <caption className={classes.caption}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
            {actions && (
              <th role="columnheader" scope="col">
                <VisuallyHidden>{t("actions")}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup" onKeyDown={moveByKey} onClick={openRow}>
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" data-state={rowState?.(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
              {actions && (
                <td role="cell" className={classes.actions}>
                  {actions(row)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {more && (
        <Button variant="default" onClick={onMore} loading={loadingMore} className={classes.more}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}

interface HeadProps<T> {
  column: Column<T>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}

function Head<T>({ column, sort, onSort }: HeadProps<T>) {
  const { header, sort: key, align, width } = column;
  const direction = key && sort === key ? "ascending" : key && sort === `-${key}` ? "descending" : undefined;
  const attributes = {
    role: "columnheader",
    scope: "col",
    "data-align": align,
    "data-roomy": column.roomy || undefined,
    style: width ? { minWidth: width } : undefined,
  };
  if (!key || !onSort) return <th {...attributes}>{column.head ?? header}</th>;
  return (
    <th {...attributes} aria-sort={direction ?? "none"}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort(nextSort(key, direction, align === "right" || column.downwards))}
      >
        {header}
        {direction === "ascending" && <IconArrowUp size={14} aria-hidden />}
        {direction === "descending" && <IconArrowDown size={14} aria-hidden />}
        {!direction && <IconSelector size={14} aria-hidden className={classes.unsorted} />}
      </button>
    </th>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const content = column.cell(row);
  return (
    <td
      role="cell"
      data-label={column.primary ? undefined : column.header}
      data-primary={column.primary || undefined}
      data-wide-only={column.wideOnly || undefined}
      data-roomy={column.roomy || undefined}
      data-long={column.long || undefined}
      data-glance={column.glance}
      data-align={column.align}
      data-empty={content === "" || content === null || content === undefined || undefined}
    >
      {content}
    </td>
  );
}

/** The same order in a list to choose from, where there is no head to click. */
function NarrowSort<T>({ columns, sort, onSort }: Pick<Props<T>, "columns" | "sort" | "onSort">) {
  const { t } = useTranslation("shared");
  const sortable = columns.filter((column) => column.sort);
  if (!onSort || sortable.length === 0) return null;
  return (
    <label className={classes.narrowSort}>
      <span>{t("order")}</span>
      <select value={sort ?? ""} onChange={(event) => onSort(event.currentTarget.value)}>
        {sortable.flatMap(({ sort: key = "", header }) => [
          <option key={key} value={key}>
            {t("orderUp", { column: header })}
          </option>,
          <option key={`-${key}`} value={`-${key}`}>
            {t("orderDown", { column: header })}
          </option>,
        ])}
      </select>
    </label>
  );
}

/** A click anywhere in a row opens it, as its link would: not while words are selected, nor on another control. */
function openRow(event: MouseEvent<HTMLTableSectionElement>) {
  const link = rowLink(event.target as Element);
  if (!link || event.defaultPrevented || window.getSelection()?.toString()) return;
  if (event.metaKey || event.ctrlKey) window.open(link.href, "_blank", "noopener");
  else link.click();
}

function moveByKey(event: KeyboardEvent<HTMLTableSectionElement>) {
  const letter = event.key.length === 1;
  if (letter && !(keysAreOn() && isShortcut(event.nativeEvent))) return;
  const target = focusTarget(event.currentTarget, event.target as Element, event.key);
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

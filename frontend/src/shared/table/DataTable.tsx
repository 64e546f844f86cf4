import { Button, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./DataTable.module.css";
import { focusTarget } from "./rowFocus";

export interface Column<T> {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** The API's sort key; the column can be sorted by it. Descending is "-key". */
  sort?: string;
  align?: "right";
  /** The row's name: the heading of its card on a phone. Holds the row's link. */
  primary?: boolean;
  /** Not worth a line on a phone. */
  wideOnly?: boolean;
  /** Least width, for columns that should not wrap. */
  width?: string;
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
  return (
    <div className={classes.container}>
      <table className={classes.table} role="table">
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
        <tbody role="rowgroup" onKeyDown={moveByKey}>
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
    style: width ? { minWidth: width } : undefined,
  };
  if (!key || !onSort) return <th {...attributes}>{header}</th>;
  return (
    <th {...attributes} aria-sort={direction ?? "none"}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort(direction === "ascending" ? `-${key}` : key)}
      >
        {header}
        {direction === "ascending" && <IconArrowUp size={14} aria-hidden />}
        {direction === "descending" && <IconArrowDown size={14} aria-hidden />}
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
      data-align={column.align}
      data-empty={content === "" || content === null || content === undefined || undefined}
    >
      {content}
    </td>
  );
}

function moveByKey(event: KeyboardEvent<HTMLTableSectionElement>) {
  const target = focusTarget(event.currentTarget, event.target as Element, event.key);
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

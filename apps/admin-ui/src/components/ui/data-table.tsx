import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode, useId, useState } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { uiTexts } from "./ui-texts.ts";

export interface Column<Row> {
  name: string;
  title: string;
  renderCell: (row: Row) => ReactNode;
  /** Numbers and actions stand at the end. */
  isEnd?: boolean;
  /** The title is for screen readers only, as above buttons. */
  isTitleHidden?: boolean;
  className?: string;
}

interface DataTableProps<Row> {
  label: string;
  /** The first one names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** What opens below a row. */
  renderDetails?: (row: Row) => ReactNode;
}

const CELL = "align-middle max-md:py-0.5 md:px-3 md:py-2 md:first:pl-5 md:last:pr-5";

/** A table whose head stays in sight; on a phone each row is a card. */
export function DataTable<Row>({ label, columns, rows, keyOf, renderDetails }: DataTableProps<Row>) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
  // Roles are said again, since rows shown as cards lose the table's own.
  /* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
  return (
    <table
      role="table"
      aria-label={label}
      className="w-full border-separate border-spacing-0 text-left text-sm max-md:block"
    >
      <thead role="rowgroup" className="max-md:sr-only">
        <tr role="row">
          {columns.map(({ name, title, isEnd, isTitleHidden, className }) => (
            <th
              key={name}
              role="columnheader"
              scope="col"
              className={classNames(
                CELL,
                "sticky top-14 z-10 h-9 border-b border-line bg-surface text-xs font-medium text-ink-3 first:rounded-tl-card last:rounded-tr-card",
                isEnd && "text-right",
                className,
              )}
            >
              {isTitleHidden ? <span className="sr-only">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-md:block">
        {rows.map((row) => {
          const key = keyOf(row);
          const isOpen = opened.has(key);
          return (
            <Fragment key={key}>
              <TableRow
                columns={columns}
                row={row}
                isOpen={isOpen}
                {...(renderDetails && { onToggle: () => toggle(key) })}
              />
              {isOpen && renderDetails && (
                <tr role="row" className="max-md:block">
                  <td
                    role="cell"
                    colSpan={columns.length}
                    className="border-b border-line bg-canvas px-4 py-3 max-md:block md:px-11"
                  >
                    {renderDetails(row)}
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

interface TableRowProps<Row> {
  columns: readonly Column<Row>[];
  row: Row;
  isOpen: boolean;
  onToggle?: () => void;
}

function TableRow<Row>({ columns, row, isOpen, onToggle }: TableRowProps<Row>) {
  const t = useTexts(uiTexts);
  const id = useId();
  return (
    <tr
      role="row"
      className="group hover:bg-hover max-md:relative max-md:block max-md:border-b max-md:border-line max-md:px-4 max-md:py-2.5 max-md:last:border-b-0"
    >
      {columns.map(({ name, title, renderCell, isEnd, isTitleHidden, className }, index) => {
        const content = renderCell(row);
        const isEmpty = content === null || content === undefined || content === false || content === "";
        const look = classNames(
          CELL,
          isEmpty && "max-md:hidden!",
          "h-11 border-line font-normal group-not-last:border-b max-md:flex max-md:h-auto max-md:gap-2 max-md:border-0!",
          isEnd && "text-right tabular-nums max-md:text-left",
          className,
        );
        if (index > 0)
          return (
            <td key={name} role="cell" className={look}>
              {!isTitleHidden && <span className="shrink-0 text-xs leading-[18px] text-ink-3 md:hidden">{title}</span>}
              <div className="min-w-0 max-md:flex-1">{content}</div>
            </td>
          );
        return (
          <th key={name} role="rowheader" scope="row" className={look}>
            <div className="flex min-w-0 flex-1 items-center gap-2">
              {onToggle && (
                <button
                  type="button"
                  aria-expanded={isOpen}
                  aria-labelledby={`${id}-more ${id}`}
                  onClick={onToggle}
                  className="-ml-1.5 inline-flex size-6 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-grey-soft hover:text-ink"
                >
                  <span id={`${id}-more`} hidden>
                    {t.details}
                  </span>
                  <ChevronRight
                    aria-hidden="true"
                    size={14}
                    className={classNames("transition-transform duration-120", isOpen && "rotate-90")}
                  />
                </button>
              )}
              <div id={id} className="min-w-0 flex-1">
                {content}
              </div>
            </div>
          </th>
        );
      })}
    </tr>
  );
}

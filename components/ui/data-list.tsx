import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export interface Column<Row> {
  readonly id: string;
  readonly label: ReactNode;
  /** Numbers stand to the right. */
  readonly number?: boolean;
  readonly cell: (row: Row) => ReactNode;
  readonly className?: string;
}

interface DataListProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** A table; on a phone each row is a card with the column names beside its values. The first column names the row. */
export function DataList<Row>({ caption, columns, rows, rowKey }: DataListProps<Row>) {
  return (
    <table className="w-full border-collapse max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-sm:sr-only">
        <tr>
          {columns.map(({ id, label, number }) => (
            <th
              key={id}
              scope="col"
              className={cx(
                "border-line border-b px-3 py-2 align-bottom font-medium text-ink-3 text-xs first:pl-4 last:pr-4",
                number ? "text-right" : "text-left",
              )}
            >
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className="group max-sm:block max-sm:border-line max-sm:border-b max-sm:px-4 max-sm:py-3 max-sm:last:border-0"
          >
            {columns.map(({ id, label, number, cell, className }) => (
              <td
                key={id}
                className={cx(
                  "border-line px-3 py-2.5 sm:border-b sm:first:pl-4 sm:last:pr-4 sm:group-last:border-b-0",
                  "max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-0.5 max-sm:text-right max-sm:first:pb-1 max-sm:first:text-left",
                  number ? "whitespace-nowrap sm:text-right" : "",
                  className,
                )}
              >
                <span className="meta min-w-0 flex-1 text-left sm:hidden [td:first-child>&]:hidden">{label}</span>
                <span className="min-w-0 [overflow-wrap:anywhere] max-sm:max-w-[70%] max-sm:flex-none max-sm:[td:first-child>&]:max-w-none max-sm:[td:first-child>&]:flex-1">
                  {cell(row)}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

"use client";

import type { StatisticsCell, StatisticsTable } from "../../../lib/experiments/report/statistics-table.ts";
import { cx } from "../../ui/class-names.ts";
import { ScrollRegion } from "../../ui/scroll-region.tsx";
import { Term } from "./term.tsx";

/** One table of the analyst's part; on a phone each row is a card. */
export function StatisticsTablePart({ table }: { readonly table: StatisticsTable }) {
  const { title, notes, columns, rows, isMain } = table;
  return (
    <details open={isMain} className={cx("border-line border-t", !isMain && "print:hidden")}>
      <summary className="px-4 py-2.5 font-semibold text-sm -outline-offset-2">{title}</summary>
      {notes.map((note) => (
        <p key={note} className="meta px-4">
          {note}
        </p>
      ))}
      {rows.length > 0 && (
        <ScrollRegion label={title} className="overflow-x-auto px-1 pt-1 pb-2 -outline-offset-2">
          <table className="w-full border-collapse text-[12.5px] max-sm:block print:text-[9px]">
            <thead className="max-sm:sr-only">
              <tr>
                {columns.map(({ id, label, term, isNumber }) => (
                  <th
                    key={id}
                    scope="col"
                    className={cx(
                      "border-line border-b px-3 py-1.5 align-bottom font-medium text-ink-3 text-xs print:px-1",
                      isNumber ? "text-right" : "text-left",
                    )}
                  >
                    <Term term={term}>{label}</Term>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="max-sm:block">
              {rows.map((row, at) => (
                <tr key={at} className="group max-sm:block max-sm:border-line max-sm:border-b max-sm:px-3 max-sm:py-2">
                  {row.map((cell, place) => (
                    <Cell key={columns[place]?.id} cell={cell} column={columns[place]} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </details>
  );
}

interface CellProps {
  readonly cell: StatisticsCell;
  readonly column: StatisticsTable["columns"][number] | undefined;
}

function Cell({ cell, column }: CellProps) {
  const [text, below] = typeof cell === "string" ? [cell, ""] : cell;
  return (
    <td
      className={cx(
        "border-line px-3 py-1.5 align-top print:py-0.5 sm:border-b sm:group-last:border-b-0 print:px-1",
        "max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-0.5 max-sm:text-right",
        column?.isNumber ? "sm:whitespace-nowrap sm:text-right" : "min-w-24 max-w-[420px] [overflow-wrap:anywhere]",
      )}
    >
      <span className="meta text-left sm:hidden">{column?.label}</span>
      <span>
        {text}
        {below !== "" && <span className="meta block print:text-[8px] print:leading-[10px]">{below}</span>}
      </span>
    </td>
  );
}

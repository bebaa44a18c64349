"use client";

import { useTranslations } from "next-intl";
import type { MemberRowDto } from "../../lib/segments/member-schema.ts";
import { cx } from "../ui/class-names.ts";
import type { MembersAsked } from "./use-segments.ts";

export type Sorted = Pick<MembersAsked, "sort" | "order">;

export interface MemberColumn {
  readonly id: string;
  readonly label: string;
  readonly isNumber: boolean;
  /** Words, which may take several lines; they are looked at from the most on, all the same. */
  readonly isWords?: boolean;
  readonly write: (row: MemberRowDto) => string;
}

interface MemberRowsProps {
  readonly caption: string;
  /** The first names the person. */
  readonly columns: readonly MemberColumn[];
  readonly rows: readonly MemberRowDto[];
  readonly sorted: Sorted;
  readonly onSort: (sorted: Sorted) => void;
  /** Of what was asked before; the new ones are on their way. */
  readonly isOld: boolean;
  readonly onOpen: (row: number) => void;
  /** Places in the run's order of those picked out; absent: nobody can be. */
  readonly chosen?: ReadonlySet<number>;
  readonly onChoose?: (chosen: ReadonlySet<number>) => void;
}

/** A table with heads to sort by; on a phone a card for each person. */
export function MemberRows({
  caption,
  columns,
  rows,
  sorted,
  onSort,
  isOld,
  onOpen,
  chosen,
  onChoose,
}: MemberRowsProps) {
  const t = useTranslations("tags");
  const isWhole = chosen !== undefined && rows.length > 0 && rows.every(({ row }) => chosen.has(row));
  return (
    <table className="w-full border-collapse text-sm max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-sm:hidden">
        <tr>
          {chosen && onChoose && (
            <th scope="col" className="border-line border-b pl-4">
              <input
                type="checkbox"
                aria-label={t("chooseShown")}
                checked={isWhole}
                onChange={() => onChoose(new Set(isWhole ? [] : [...chosen, ...rows.map(({ row }) => row)]))}
              />
            </th>
          )}
          {columns.map((column) => (
            <Head key={column.id} column={column} sorted={sorted} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody className={cx("max-sm:block", isOld && "opacity-60")}>
        {rows.map((person) => (
          <tr
            key={person.row}
            className="border-line border-b last:border-0 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-6 max-sm:px-4 max-sm:py-3"
          >
            {chosen && onChoose && (
              <td className="pl-4 max-sm:col-span-2 max-sm:px-0">
                <input
                  type="checkbox"
                  aria-label={t("choose", { person: columns[0]?.write(person) ?? "" })}
                  checked={chosen.has(person.row)}
                  onChange={() => onChoose(toggled(chosen, person.row))}
                />
              </td>
            )}
            {columns.map(({ id, label, isNumber, isWords, write }, i) =>
              i === 0 ? (
                <th
                  key={id}
                  scope="row"
                  className="px-3 py-2 pl-4 text-left font-medium max-sm:col-span-2 max-sm:px-0 max-sm:py-1 sm:min-w-26"
                >
                  <button
                    type="button"
                    onClick={() => onOpen(person.row)}
                    className="rounded-md text-left [overflow-wrap:anywhere] hover:underline"
                  >
                    {write(person)}
                  </button>
                </th>
              ) : (
                <td
                  key={id}
                  className={cx(
                    "num px-3 py-2 sm:last:pr-4 max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-2 max-sm:px-0 max-sm:py-0.5",
                    isWords ? "sm:min-w-40" : "sm:whitespace-nowrap",
                    isNumber && "text-right",
                  )}
                >
                  <span className="meta text-left sm:hidden">{label}</span>
                  <span className="max-sm:text-right">{write(person)}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function toggled(chosen: ReadonlySet<number>, row: number): ReadonlySet<number> {
  return chosen.has(row) ? new Set([...chosen].filter((one) => one !== row)) : new Set([...chosen, row]);
}

interface HeadProps {
  readonly column: MemberColumn;
  readonly sorted: Sorted;
  readonly onSort: (sorted: Sorted) => void;
}

/** Numbers are looked at from the top first, names from A. */
function Head({ column: { id, label, isNumber, isWords }, sorted, onSort }: HeadProps) {
  const isSorted = sorted.sort === id;
  const turned = sorted.order === "asc" ? "desc" : "asc";
  const order = isSorted ? turned : isNumber || isWords ? "desc" : "asc";
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sorted.order === "asc" ? "ascending" : "descending") : "none"}
      className={cx("border-line border-b px-3 py-1.5 first:pl-4 last:pr-4", isNumber ? "text-right" : "text-left")}
    >
      <button
        type="button"
        onClick={() => onSort({ sort: id, order })}
        className="rounded-md font-medium text-ink-3 text-xs hover:text-ink"
      >
        {label}
        <span aria-hidden="true" className="inline-block w-3">
          {isSorted ? (sorted.order === "asc" ? "↑" : "↓") : ""}
        </span>
      </button>
    </th>
  );
}

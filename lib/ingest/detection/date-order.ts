import type { DateOrder } from "../schema.ts";
import { parseTime, readUnorderedDate } from "./dates.ts";

export interface DateOrderGuess {
  readonly order: DateOrder;
  /** Cells whose day and month could be swapped, when no cell of the column decides. */
  readonly ambiguous: boolean;
}

/**
 * The order of day, month and year in a column, from cells in file order. A first number above 12 is a day (or a year),
 * a second above 12 too; where no cell has one, the reading under which time runs back less often wins, then the one
 * that spans less time; day first where both are equal.
 */
export function guessDateOrder(cells: readonly string[]): DateOrderGuess {
  let unordered = 0;
  const readable = { ymd: 0, dmy: 0, mdy: 0 };
  for (const cell of cells) {
    if (!readUnorderedDate(cell)) continue;
    unordered++;
    for (const order of ["dmy", "mdy", "ymd"] as const) if (parseTime(cell, order)) readable[order]++;
  }
  if (unordered === 0) return { order: "ymd", ambiguous: false };
  const best = Math.max(readable.dmy, readable.mdy, readable.ymd);
  const fitting = (["dmy", "mdy", "ymd"] as const).filter((order) => readable[order] === best);
  const [only] = fitting;
  if (only && fitting.length === 1) return { order: only, ambiguous: false };
  if (cells.some((cell) => /\d\s*[ap]m\b/i.test(cell.slice(0, 48))) && fitting.includes("mdy")) {
    return { order: "mdy", ambiguous: true };
  }
  const judged = fitting.map((order) => ({ order, ...disorder(cells, order) }));
  judged.sort((a, b) => a.backward - b.backward || a.span - b.span);
  return { order: judged[0]?.order ?? "dmy", ambiguous: true };
}

function disorder(cells: readonly string[], order: DateOrder): { backward: number; span: number } {
  let backward = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let previous = Number.NEGATIVE_INFINITY;
  for (const cell of cells) {
    const instant = parseTime(cell, order)?.instant;
    if (instant === undefined) continue;
    if (instant < previous) backward++;
    previous = instant;
    least = Math.min(least, instant);
    most = Math.max(most, instant);
  }
  return { backward, span: most - least };
}

import { formatNumber } from "../core/format.ts";

/** An index as a sentence has it, with a true minus sign; what rounds to nothing has none. */
export function twoDecimals(value: number): string {
  return formatNumber(value, 2);
}

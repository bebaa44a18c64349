import type { ColumnProfile } from "./dataset-schema.ts";
import type { ColumnRole } from "./schema.ts";

/** How a stored column is looked at. */
export type ColumnType = ColumnProfile["type"];

export const binCount = 20;
export const topCount = 3;

/** Of DuckDB's name of a type. */
export function columnType(stored: string): ColumnType {
  if (stored === "BOOLEAN") return "yes-no";
  if (stored.startsWith("TIMESTAMP") || stored === "DATE") return "time";
  return /INT|DECIMAL|DOUBLE|FLOAT/.test(stored) ? "number" : "text";
}

/**
 * Are the commonest values worth showing? Not where most rows have their own, and never those of the column that says who
 * somebody is.
 */
export function hasCommonValues(role: ColumnRole, filled: number, distinct: number): boolean {
  return role !== "user" && distinct > 0 && 2 * distinct <= filled;
}

/** Rows by bin, 0 … binCount − 1, from the pairs a query gives: bins that it does not name are empty. */
export function fillBins(pairs: readonly { readonly bin: number; readonly rows: number }[]): number[] {
  const bins = new Array<number>(binCount).fill(0);
  for (const { bin, rows } of pairs) if (bin >= 0 && bin < binCount) bins[bin] = rows;
  return bins;
}

import type { ChartTable } from "./chart.ts";

/**
 * A table as CSV (RFC 4180) with a byte order mark, which spreadsheets need for Chinese. Text that a spreadsheet would
 * run as a formula gets an apostrophe in front; numbers stay numbers, unrounded.
 */
export function writeCsv({ columns, rows }: ChartTable): string {
  const lines = [columns.map(({ label }) => label), ...rows].map((cells) => cells.map(writeCell).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function writeCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

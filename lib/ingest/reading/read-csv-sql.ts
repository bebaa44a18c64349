import { sqlText, sqlTexts } from "../../platform/duckdb.ts";
import type { Piece } from "./piece-cutter.ts";
import type { Dialect } from "./record-splitter.ts";

/** The longest record that is handed on as it comes; the engine's buffers, and so its memory, hang on it. */
export const longestPlain = 1 << 20;

/** Pieces, one after the other, as raw text columns c0, c1, …; any irregularity is an error. */
export function readCsvSql(pieces: readonly Piece[], dialect: Dialect, columns: number): string {
  const names = Array.from({ length: columns }, (_, i) => `c${i}: 'VARCHAR'`).join(", ");
  const longest = Math.max(longestPlain, ...pieces.map((piece) => piece.longest));
  // One piece is one buffer, so that it is one batch of rows: row groups are then cut alike every time.
  const buffer = Math.max(2 * longest, ...pieces.map((piece) => piece.bytes));
  return `read_csv(${sqlTexts(pieces.map((piece) => piece.path))}, auto_detect = false, header = false,
    columns = {${names}}, delim = ${sqlText(dialect.separator)}, quote = ${sqlText(dialect.quote)},
    escape = ${sqlText(dialect.quote)}, compression = 'none', strict_mode = true,
    max_line_size = ${longest}, buffer_size = ${buffer})`;
}

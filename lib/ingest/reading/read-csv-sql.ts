import { sqlText, sqlTexts } from "../../platform/duckdb.ts";
import type { ResolvedTable } from "../schema.ts";
import { normalDialect } from "./normalise.ts";
import type { Source } from "./source.ts";

/** The longest record that the engine takes as it comes; its buffers are twice that, so that memory hangs on it. */
export const longestPlain = 1 << 20;

/** The table's parts, one after the other, as raw text columns c0, c1, …; any irregularity is an error. */
export function readCsvSql(sources: readonly Source[], table: ResolvedTable, longestRecord = longestPlain): string {
  const longest = Math.max(longestRecord, longestPlain);
  const isNormalised = sources.every((source) => source.isNormalised);
  const { separator, quote } = isNormalised ? normalDialect : table;
  const columns = table.columns.map((_, index) => `c${index}: 'VARCHAR'`).join(", ");
  return `read_csv(${sqlTexts(sources.map((source) => source.path))}, auto_detect = false, header = false,
    columns = {${columns}}, skip = ${isNormalised ? 0 : table.linesBeforeData}, delim = ${sqlText(separator)},
    quote = ${sqlText(quote)}, escape = ${sqlText(quote)}, compression = 'none', strict_mode = true,
    max_line_size = ${longest}, buffer_size = ${2 * longest})`;
}

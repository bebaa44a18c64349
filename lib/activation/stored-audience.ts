import { sqlName, sqlText, stretchRows } from "../platform/duckdb.ts";
import { memberColumns } from "../segments/stored-members.ts";
import type { ExportFilter } from "./schema.ts";

/** Whom a list is drawn from: the members file, the condition of its segment, and the ids on other lists, as SQL. */
export interface Audience {
  readonly file: string;
  readonly where: string;
  readonly filters: readonly ExportFilter[];
  /** SELECTs of user_id. */
  readonly minus: readonly string[];
}

/** A run's people that the condition holds of. */
export function membersSql(file: string, where: string): string {
  return `SELECT user_id FROM read_parquet(${sqlText(file)}) WHERE ${where}`;
}

/** Those on a stored list, or held back from it. */
export function listedSql(listFile: string, part: "list" | "control"): string {
  return `SELECT user_id FROM read_parquet(${sqlText(listFile)}) WHERE held = ${part === "control"}`;
}

function filterSql({ feature, op, value }: ExportFilter): string {
  return `${sqlName(feature)} ${op === "at-least" ? ">=" : "<="} ${value}::DOUBLE`;
}

/**
 * Everybody asked for (user_id, row), with `excluded`: on another list, and `agreed`: false for those of a shop that asks for
 * consent who did not give it.
 */
function chosenSql({ file, where, filters, minus }: Audience): string {
  const { row, consent } = memberColumns;
  const excluded = minus.length === 0 ? "false" : `user_id IN (${minus.join(" UNION ALL ")})`;
  return `SELECT user_id, ${row} AS row, coalesce(${consent}, true) AS agreed, ${excluded} AS excluded
    FROM read_parquet(${sqlText(file)}) WHERE ${[where, ...filters.map(filterSql)].join(" AND ")}`;
}

export function countSql(audience: Audience): string {
  return `SELECT count(*) FILTER (excluded)::DOUBLE AS excluded,
      count(*) FILTER (NOT excluded AND NOT agreed)::DOUBLE AS without,
      count(*) FILTER (NOT excluded AND agreed)::DOUBLE AS agreed
    FROM (${chosenSql(audience)})`;
}

/**
 * COPY of a list (user_id, row, held). Who is held back is drawn by a seeded hash of the id: the same seed
 * holds back the same people, wherever and whenever.
 */
export function listSql(
  audience: Audience,
  held: { readonly rows: number; readonly seed: number },
  target: string,
): string {
  const ticket = `md5_number(${sqlText(`${held.seed}:`)} || user_id)`;
  const listed = `SELECT user_id, row FROM (${chosenSql(audience)}) WHERE agreed AND NOT excluded`;
  const last = `(SELECT max(ticket) FROM (SELECT ${ticket} AS ticket FROM (${listed}) ORDER BY ticket LIMIT ${held.rows}))`;
  return `COPY (SELECT user_id, row, ${held.rows > 0 ? `${ticket} <= ${last}` : "false"} AS held FROM (${listed}))
    TO ${sqlText(target)} (FORMAT parquet, ROW_GROUP_SIZE ${stretchRows})`;
}

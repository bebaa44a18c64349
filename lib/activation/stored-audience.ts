import { sqlName, sqlText } from "../platform/duckdb.ts";
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
 * COPY of a list (user_id, row, held) in the run's order. Who is held back is drawn by a seeded hash of the id: the same seed
 * holds back the same people, wherever and whenever.
 */
export function listSql(
  audience: Audience,
  held: { readonly rows: number; readonly seed: number },
  target: string,
): string {
  const listed = `SELECT user_id, row FROM (${chosenSql(audience)}) WHERE agreed AND NOT excluded`;
  const drawn = `SELECT user_id, row, md5(${sqlText(`${held.seed}:`)} || user_id) AS ticket FROM (${listed})`;
  const isHeld =
    held.rows > 0 ? `row IN (SELECT row FROM (${drawn}) ORDER BY ticket, user_id LIMIT ${held.rows})` : "false";
  return `COPY (SELECT user_id, row, ${isHeld} AS held FROM (${listed}) ORDER BY row)
    TO ${sqlText(target)} (FORMAT parquet)`;
}

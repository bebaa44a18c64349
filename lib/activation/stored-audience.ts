import type { FeatureInfo } from "../features/schema.ts";
import { sqlName, sqlText } from "../platform/duckdb.ts";
import type { ExportFilter, NewExport } from "./schema.ts";

/** Where the people of a list come from: the members file and the conditions of segment and subtraction, as SQL. */
export interface ListSource {
  readonly file: string;
  readonly where: string;
  readonly minus: string | null;
  readonly names: Readonly<{ row: string; segment: string; silhouette: string; consent: string }>;
}

function filterSql({ feature, op, value }: ExportFilter): string {
  return `${sqlName(feature)} ${op === "at-least" ? ">=" : "<="} ${value}::DOUBLE`;
}

/** Everybody asked for, with `agreed`: false for those of a shop that asks for consent who did not give it. */
function chosenSql(source: ListSource, filters: readonly ExportFilter[]): string {
  const { consent } = source.names;
  const conditions = [source.where, ...(source.minus ? [`NOT (${source.minus})`] : []), ...filters.map(filterSql)];
  const file = `read_parquet(${sqlText(source.file)})`;
  return `SELECT *, coalesce(${consent}, (SELECT count(${consent}) = 0 FROM ${file})) AS agreed
    FROM ${file} WHERE ${conditions.join(" AND ")}`;
}

export function countSql(source: ListSource, filters: readonly ExportFilter[]): string {
  return `SELECT count(*) FILTER (agreed)::DOUBLE AS agreed, count(*) FILTER (NOT agreed)::DOUBLE AS without
    FROM (${chosenSql(source, filters)})`;
}

/**
 * The rows of a list in the run's order. Who is held back is drawn by a seeded hash of the id: the same seed holds back the
 * same people, wherever and whenever.
 */
export function listSql(
  source: ListSource,
  request: Pick<NewExport, "filters">,
  columns: readonly ListColumn[],
  held: { readonly rows: number; readonly seed: number; readonly part: "list" | "control" },
): string {
  const rank = `row_number() OVER (ORDER BY md5(${sqlText(`${held.seed}:`)} || user_id), user_id)`;
  const isHeld = `rank <= ${held.rows}`;
  return `SELECT ${["user_id", ...columns.map(({ sql }) => sql)].join(", ")}
    FROM (SELECT *, ${held.rows > 0 ? rank : "1"} AS rank FROM (${chosenSql(source, request.filters)}) WHERE agreed)
    WHERE ${held.part === "control" ? isHeld : `NOT (${isHeld})`} ORDER BY ${source.names.row}`;
}

export interface ListColumn {
  readonly head: string;
  readonly sql: string;
  /** Turns the value into the text of a cell where that is not the value itself. */
  readonly write?: (value: unknown) => string;
}

/** The columns asked for, in their order; what the run does not have is left out. */
export function listColumns(
  asked: readonly string[],
  {
    names,
    features,
    segments,
  }: {
    readonly names: ListSource["names"];
    readonly features: readonly FeatureInfo[];
    readonly segments: readonly string[];
  },
): ListColumn[] {
  return asked.flatMap((id): ListColumn[] => {
    if (id === "segment") return [{ head: "segment", sql: names.segment }];
    if (id === "name")
      return [{ head: "segment_name", sql: names.segment, write: (value) => segments[Number(value)] ?? "" }];
    if (id === "silhouette") return [{ head: "silhouette", sql: names.silhouette }];
    return features.some((feature) => feature.id === id) ? [{ head: id, sql: sqlName(id) }] : [];
  });
}

import type { DuckDBConnection } from "@duckdb/node-api";
import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import { numberSql } from "../../ingest/reading/number-sql.ts";
import { selectRows, sqlText } from "../../platform/duckdb.ts";
import type { ExperimentConfig } from "../config-schema.ts";
import type { Feature } from "./features.ts";
import { codeLevels, featureColumns, type TestUsers } from "./users.ts";

/** Rows of a test as `TestRowsSql` stores them. */
export interface UserRows {
  readonly connection: DuckDBConnection;
  readonly from: string;
  /** For sentences. */
  readonly file: string;
  readonly decimal: "." | ",";
  /** What people call columns, by name. */
  readonly labels?: ReadonlyMap<string, Localised>;
}

export interface UserQuestion {
  readonly control: string;
  readonly arm: string;
  /** Metrics that are read, by place of their value column. */
  readonly metrics: readonly { readonly name: string; readonly column: number; readonly isYesNo: boolean }[];
}

/** Beyond these nothing is learnt that fewer do not show; a sample of users by the hash of their id. */
export const mostUsers = 200_000;

/** From this share of cells on a column is one of numbers. */
const fewestNumbers = 0.98;

/** More segments are no segmentation. */
const mostSegments = 200;

/**
 * The users of two arms, one by one, in the order of the hash of their ids: rows of one user are added up, a yes among them is a
 * yes, and of what was known before the first row stands that says something. Users in several arms are left out.
 * @throws TOO_MANY_VALUES where a column of segments is none
 */
export async function readTestUsers(rows: UserRows, asked: UserQuestion, config: ExperimentConfig): Promise<TestUsers> {
  const { connection, from, file, decimal } = rows;
  const columns = featureColumns(config);
  const numbers = columns.map((_, at) => numberSql(`f${at}`, decimal, "DOUBLE"));
  const isNumber = await findNumbers(connection, from, numbers);
  const read = [
    "who",
    `(arm = ${sqlText(asked.arm)})::DOUBLE`,
    ...asked.metrics.map((_, at) => `y${at}::DOUBLE`),
    config.segment === undefined ? "NULL::VARCHAR" : "segment",
    ...columns.map((_, at) => `f${at}`),
    ...numbers.map((sql, at) => (isNumber[at] ? sql : "NULL::DOUBLE")),
  ];
  const users = usersSql(rows, asked, config, columns.length);
  const pair = `arm IN (${sqlText(asked.control)}, ${sqlText(asked.arm)})`;
  const result = await connection.runAndReadAll(
    `SELECT ${read.join(", ")} FROM (${users}) WHERE ${pair}
    ORDER BY md5_number_upper(who), md5_number_lower(who) LIMIT ${mostUsers}`,
  );
  const [all] = await selectRows(connection, `SELECT count(*)::DOUBLE AS n FROM (${users}) WHERE ${pair}`);
  const found = result.getColumns() as unknown[][];
  const series = (at: number) =>
    Float64Array.from(found[at] ?? [], (value) => (value === null ? Number.NaN : Number(value)));
  const texts = (at: number) => (found[at] ?? []) as readonly (string | null)[];
  const first = 2 + asked.metrics.length;
  const { uplift, targeting } = config;
  const at = (name: string) => columns.indexOf(name);
  const segmentations = (targeting?.segmentations ?? []).map((name) => {
    const coded = codeLevels(texts(first + 1 + at(name)));
    if (coded.levels.length > mostSegments)
      throw new CladeError("TOO_MANY_VALUES", {
        ...{ file, column: name, count: String(coded.levels.length), limit: mostSegments },
      });
    return [name, coded] as const;
  });
  const features = (uplift?.features ?? []).map((name): [string, Feature] => {
    const head = { name, label: rows.labels?.get(name) };
    return isNumber[at(name)]
      ? [name, { kind: "number", ...head, values: series(first + 1 + columns.length + at(name)) }]
      : [name, { kind: "category", ...head, ...codeLevels(texts(first + 1 + at(name))) }];
  });
  return {
    ids: (found[0] ?? []).map(String),
    arm: asked.arm,
    treated: Uint8Array.from(series(1)),
    outcomes: new Map(asked.metrics.map(({ name }, place) => [name, series(2 + place)])),
    features: new Map(features),
    segmentations: new Map(segmentations),
    segment: codeLevels(texts(first)).codes,
    all: Number(all?.n ?? 0),
  };
}

/** Which text columns hold numbers. */
async function findNumbers(connection: DuckDBConnection, from: string, numbers: readonly string[]): Promise<boolean[]> {
  if (numbers.length === 0) return [];
  const counts = numbers.flatMap((sql, at) => [`count(f${at})::DOUBLE AS n${at}`, `count(${sql})::DOUBLE AS m${at}`]);
  const [found = {}] = await selectRows(connection, `SELECT ${counts.join(", ")} FROM ${from}`);
  return numbers.map(
    (_, at) => Number(found[`n${at}`]) > 0 && Number(found[`m${at}`]) >= fewestNumbers * Number(found[`n${at}`]),
  );
}

/** A row a user: who, arm, y0, …, segment, f0, … */
function usersSql({ from }: UserRows, { metrics }: UserQuestion, config: ExperimentConfig, features: number): string {
  const rows = `(SELECT *, row_number() OVER () AS place FROM ${from})`;
  const texts = [
    ...(config.segment === undefined ? [] : ["segment"]),
    ...Array.from({ length: features }, (_, at) => `f${at}`),
  ];
  if (config.unit === null) {
    const values = metrics.map(({ column }, at) => `coalesce(v${column}, 0) AS y${at}`);
    return `SELECT ${["place::VARCHAR AS who", "arm", ...values, ...texts].join(", ")} FROM ${rows}`;
  }
  const values = metrics.map(({ column, isYesNo }, at) =>
    isYesNo ? `coalesce(max(v${column}), 0) AS y${at}` : `coalesce(sum(v${column} ORDER BY place), 0) AS y${at}`,
  );
  const first = texts.map((name) => `first(${name} ORDER BY place) FILTER (${name} IS NOT NULL) AS ${name}`);
  return `SELECT ${["unit AS who", "min(arm) AS arm", ...values, ...first].join(", ")} FROM ${rows}
    GROUP BY unit HAVING min(arm) = max(arm)`;
}

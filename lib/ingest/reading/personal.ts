import { chmod } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { selectRows, sqlName, sqlText, sqlTexts, stretchRows } from "../../platform/duckdb.ts";
import { personalKind } from "../detection/personal-kind.ts";
import {
  type PersonalColumn,
  type PersonalKind,
  personalPlace,
  type ResolvedTable,
  type StoredPersonal,
} from "../schema.ts";
import { presentSql } from "./missing-sql.ts";
import type { StoredRows } from "./people.ts";
import { uniqueNames } from "./stored-names.ts";
import { columnOf } from "./typed-sql.ts";

/** Indexes of a table's columns that are kept apart for exports. */
export function personalIndexes({ columns }: ResolvedTable): number[] {
  return columns.flatMap(({ name, role }, index) => (role === "personal" && personalKind(name) ? [index] : []));
}

/** A table with its rows stored, and their personal cells row by row beside them. */
export interface PersonalSource {
  readonly rows: StoredRows;
  readonly personalPaths: readonly string[];
}

/** Columns of one name (in any case) are one, whatever tables they stand in. */
interface Field {
  readonly name: string;
  readonly parquet: string;
}

const file = "personal.parquet";
const longest = 1000;

/**
 * Writes how each user is reached: of every column the latest cell that says something, by time, else by line. A table of
 * users knows better than one of orders. Masked cells ("138****1234") reach nobody and count as empty.
 */
export async function writePersonal(
  connection: DuckDBConnection,
  sources: readonly PersonalSource[],
  out: string,
): Promise<StoredPersonal | null> {
  const kept = sources.filter(({ personalPaths }) => personalPaths.length > 0);
  const fields = fieldsOf(kept);
  if (fields.size === 0) return null;
  const usersFirst = kept.toSorted((a, b) => Number(isRows(a)) - Number(isRows(b)));
  const parts = usersFirst.map((source, rank) => latestSql(source, rank, fields));
  const names = [...fields.values()].map(({ parquet }) => sqlName(parquet));
  const path = join(out, file);
  await connection.run(`COPY (
    SELECT user_id, left(md5(user_id), 8) AS ${personalPlace}, ${names.map((name) => `arg_min(${name}, rank) AS ${name}`).join(", ")}
    FROM (${parts.join(" UNION ALL BY NAME ")}) GROUP BY user_id ORDER BY md5(user_id), user_id
  ) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE ${stretchRows})`);
  await chmod(path, 0o600);
  const columns = await Promise.all([...fields.values()].map((field) => describe(connection, path, field)));
  return { file, columns: columns.filter(({ people }) => people > 0) };
}

function isRows({ rows }: PersonalSource): boolean {
  return rows.table.kind === "transactions";
}

/** By name in lower case. */
function fieldsOf(sources: readonly PersonalSource[]): Map<string, Field> {
  const names = new Map<string, string>();
  for (const { rows } of sources) {
    for (const index of personalIndexes(rows.table)) {
      const name = rows.table.columns[index]?.name ?? "";
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
    }
  }
  const parquet = uniqueNames([...names.values()], ["user_id", personalPlace]);
  return new Map([...names].map(([key, name], i) => [key, { name, parquet: parquet[i] ?? name }]));
}

/** SELECT of user_id, rank and the fields that a table has: a row a user. */
function latestSql({ rows, personalPaths }: PersonalSource, rank: number, fields: ReadonlyMap<string, Field>): string {
  const { table, from, columns } = rows;
  const latest = columnOf(columns, "time") && table.kind === "transactions" ? "row(time, place)" : "place";
  const cells = personalIndexes(table).flatMap((index) => {
    const field = fields.get(table.columns[index]?.name.toLowerCase() ?? "");
    return field ? [{ cell: `c${index}`, name: sqlName(field.parquet) }] : [];
  });
  const said = cells.map(({ cell }) => `left(${presentSql(cell)}, ${longest}) AS ${cell}`);
  const picked = cells.map(
    ({ cell, name }) =>
      `arg_max(${cell}, ${latest}) FILTER (${cell} IS NOT NULL AND NOT contains(${cell}, '**')) AS ${name}`,
  );
  return `SELECT user_id, ${rank} AS rank, ${picked.join(", ")} FROM (
      SELECT * EXCLUDE (${cells.map(({ cell }) => cell).join(", ")}), row_number() OVER () AS place, ${said.join(", ")}
      FROM (SELECT user_id, problem${latest === "place" ? "" : ", time"} FROM ${from})
      POSITIONAL JOIN (SELECT * FROM read_parquet(${sqlTexts(personalPaths)}))
    ) WHERE problem = 0 GROUP BY user_id`;
}

/** Where the name tells nothing, what most of the values look like does. */
async function describe(connection: DuckDBConnection, path: string, { name, parquet }: Field): Promise<PersonalColumn> {
  const value = sqlName(parquet);
  const [found] = await selectRows(
    connection,
    `SELECT count(${value})::DOUBLE AS people,
      count(*) FILTER (regexp_full_match(${value}, '[^@\\s]+@[^@\\s]+'))::DOUBLE AS email,
      count(*) FILTER (regexp_full_match(${value}, '[+(]?[\\d\\s().-]{7,20}'))::DOUBLE AS phone
    FROM read_parquet(${sqlText(path)})`,
  );
  const people = Number(found?.people ?? 0);
  const mostly = (["email", "phone"] as const).find((kind) => Number(found?.[kind] ?? 0) * 2 > people);
  const named: PersonalKind = personalKind(name) ?? "other";
  return { name, parquet, kind: named === "other" ? (mostly ?? "other") : named, people };
}

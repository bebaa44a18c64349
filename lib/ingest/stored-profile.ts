import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashValue } from "../core/hash.ts";
import type { StageKey } from "../core/ids.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { artefacts } from "../platform/artefacts.ts";
import { sqlName } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { binCount, type ColumnType, columnType, fillBins, hasCommonValues, topCount } from "./column-profile.ts";
import { findIngested, getVersion } from "./data.ts";
import type { ColumnProfile, ProfileDto } from "./dataset-schema.ts";
import type { StoredTable } from "./schema.ts";
import { storedRowsSql } from "./stored-sql.ts";

/** Goes up whenever the same rows would give another profile. */
const version = 1;

/** Those being computed: who asks meanwhile waits for the same one. */
const working = new Map<string, Promise<ProfileDto>>();

/**
 * Every column of a version over all its kept rows: an artefact of its own, made when it is first asked for, a column at a
 * time, so that memory does not grow with the number of columns. @throws NOT_FOUND
 */
export async function getProfile(scope: WorkspaceScope, id: string, number: number): Promise<ProfileDto> {
  const { summary } = await getVersion(scope, id, number);
  const { folder, key: ingest } = await findIngested(scope, id, number);
  const { workspaceId } = scope;
  const key = hashValue({ stage: "profile", version, ingest }) as StageKey;
  const known = artefacts().find(workspaceId, "profile", key);
  if (known) return JSON.parse(readFileSync(join(known.folder, "profile.json"), "utf8")) as ProfileDto;
  const begun = working.get(key);
  if (begun) return begun;
  const profile = makeProfile(scope, { key, ingest, folder, tables: summary.tables }).finally(() =>
    working.delete(key),
  );
  working.set(key, profile);
  return profile;
}

interface ProfileTask {
  readonly key: StageKey;
  readonly ingest: StageKey;
  readonly folder: string;
  readonly tables: readonly StoredTable[];
}

async function makeProfile({ workspaceId }: WorkspaceScope, { key, ingest, folder, tables }: ProfileTask) {
  const started = performance.now();
  const profile: ProfileDto = { tables: [] };
  for (const table of tables) {
    const columns = await profileColumns(table, storedRowsSql(folder, table));
    profile.tables.push({ kind: table.kind, rows: table.rows, columns });
  }
  const draft = await artefacts().begin(workspaceId, "profile", key);
  try {
    writeFileSync(join(draft.folder, "profile.json"), JSON.stringify(profile));
    const milliseconds = performance.now() - started;
    const receipt = { stage: "profile", version, key, params: {}, inputs: { ingest }, milliseconds, peakRssBytes: 0 };
    await draft.publish(receipt);
  } catch (error) {
    await draft.discard();
    throw error;
  }
  return profile;
}

async function profileColumns({ columns }: StoredTable, from: string): Promise<ColumnProfile[]> {
  const described = await queryArtefacts(`DESCRIBE SELECT * FROM ${from}`);
  const types = new Map(described.map((row) => [String(row.column_name), columnType(String(row.column_type))]));
  const profiles: ColumnProfile[] = [];
  for (const { name, role, parquet } of columns) {
    const type = types.get(parquet);
    if (type === undefined) continue;
    profiles.push({ name, role, type, ...(await profileColumn({ column: sqlName(parquet), type, role, from })) });
  }
  return profiles;
}

interface ColumnTask {
  /** As SQL. */
  readonly column: string;
  readonly type: ColumnType;
  readonly role: ColumnProfile["role"];
  /** The table's rows as SQL. */
  readonly from: string;
}

async function profileColumn(task: ColumnTask): Promise<Omit<ColumnProfile, "name" | "role" | "type">> {
  const { column, type, role, from } = task;
  const [counts = {}] = await queryArtefacts(
    `SELECT count(${column})::DOUBLE AS filled, count(DISTINCT ${column})::DOUBLE AS different FROM ${from}`,
  );
  const filled = Number(counts.filled);
  const distinct = Number(counts.different);
  if (type === "number" || type === "time") return { filled, distinct, top: [], ...(await rangeOf(task)) };
  const top = hasCommonValues(role, filled, distinct) ? await topOf(task) : [];
  return { filled, distinct, range: null, bins: [], top };
}

/** Smallest, middle (the lower one of two) and largest value, and how many rows lie in equally wide bins between. */
async function rangeOf({ column, type, from }: ColumnTask): Promise<Pick<ColumnProfile, "range" | "bins">> {
  const place = type === "time" ? `epoch(${column})` : `${column}::DOUBLE`;
  const written = (value: string) => (type === "time" ? `strftime(${value}, '%Y-%m-%d %H:%M:%S')` : `${value}::DOUBLE`);
  const [row = {}] = await queryArtefacts(`
    SELECT ${written("least_value")} AS least, ${written("middle_value")} AS middle, ${written("most_value")} AS most,
      ${type === "time" ? "epoch(least_value)" : "least_value::DOUBLE"} AS low,
      ${type === "time" ? "epoch(most_value)" : "most_value::DOUBLE"} AS high
    FROM (SELECT min(${column}) AS least_value, quantile_disc(${column}, 0.5) AS middle_value, max(${column}) AS most_value
      FROM ${from})`);
  const { least, middle, most } = row as { least: Edge | null; middle: Edge | null; most: Edge | null };
  if (least === null || middle === null || most === null) return { range: null, bins: [] };
  const range = { min: least, median: middle, max: most };
  const [low, high] = [Number(row.low), Number(row.high)];
  if (!(high > low)) return { range, bins: [] };
  const pairs = await queryArtefacts(`
    SELECT least(${binCount - 1}, floor((${place} - ${low}::DOUBLE) / ${high - low}::DOUBLE * ${binCount}))::DOUBLE AS bin,
      count(*)::DOUBLE AS rows
    FROM ${from} WHERE ${column} IS NOT NULL GROUP BY 1`);
  return { range, bins: fillBins(pairs as unknown as { bin: number; rows: number }[]) };
}

type Edge = number | string;

/** The commonest values; equal counts in the order of the texts. */
async function topOf({ column, from }: ColumnTask): Promise<ColumnProfile["top"]> {
  const rows = await queryArtefacts(`
    SELECT left(${column}::VARCHAR, 200) AS value, count(*)::DOUBLE AS rows FROM ${from}
    WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY rows DESC, value LIMIT ${topCount}`);
  return rows.map(({ value, rows: count }) => ({ value: String(value), rows: Number(count) }));
}

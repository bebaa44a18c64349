import { basename } from "node:path";
import { CladeError } from "../../core/errors.ts";
import { readSample } from "../../ingest/file-sample.ts";
import { type DescribedTable, describeTable } from "../../ingest/resolve.ts";
import type { ColumnRole, ResolvedTable } from "../../ingest/schema.ts";
import type { ExperimentConfig } from "../config-schema.ts";
import { featureColumns } from "../uplift/users.ts";
import { type Reason, suggestConfig } from "./suggest-config.ts";

/** A test's files as their heads show them, and the config as far as it can be completed from there. */
export interface LookedAt {
  readonly table: ResolvedTable;
  readonly config: ExperimentConfig;
  readonly reasons: readonly Reason[];
  /** The first rows, cell by cell in the order of the table's columns, and the line each stands on. */
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

const mostRows = 50;

/**
 * Reads the heads of the files, parts of one table, and fills in what the config leaves open.
 * @throws FILE_EMPTY, FILE_UNREADABLE, NOT_A_TABLE, TOO_MANY_COLUMNS, UNKNOWN_COLUMN, MASKED_USER
 */
export async function lookAtFiles(
  files: readonly string[],
  asked: ExperimentConfig,
  isUnitOpen: boolean,
): Promise<LookedAt> {
  const samples = new Map(await Promise.all(files.map(async (file) => [file, await readSample(file)] as const)));
  const written = { files: [...files], kind: "users" as const, ...asked.reading };
  const first = describeTable(written, samples);
  refuse(first, ["FILE_EMPTY", "FILE_UNREADABLE", "NOT_A_TABLE", "CELL_TOO_LARGE"]);
  const seen = first.table.columns.map(({ name, role }, at) => ({
    name,
    role,
    cells: first.sampled.columns[at] ?? [],
  }));
  const { config, reasons } = suggestConfig(asked, isUnitOpen, seen, first.table.decimal);
  const columns = first.table.columns.map(({ name }) => name);
  for (const name of columnsOf(config))
    if (!columns.includes(name))
      throw new CladeError("UNKNOWN_COLUMN", {
        ...{ file: basename(files[0] ?? ""), column: name, columns: columns.slice(0, 50).join(", ") },
      });
  const roles = columns.map((name): [string, ColumnRole] => [name, roleOf(name, config)]);
  const second = describeTable({ ...written, columns: Object.fromEntries(roles) }, samples);
  if (config.unit !== null) refuse(second, ["MASKED_USER"]);
  return {
    ...{ table: second.table, config, reasons },
    rows: first.sampled.places
      .slice(0, mostRows)
      .map((_, row) => first.sampled.columns.map((cells) => cells[row] ?? "")),
    lines: first.sampled.places.slice(0, mostRows).map(({ line }) => line),
  };
}

/** A table of a test needs no user and no roles; only these problems keep it from being read. */
function refuse({ problem }: DescribedTable, codes: readonly string[]): void {
  if (problem && codes.includes(problem.code)) throw problem;
}

/** The columns that a config reads. */
export function columnsOf(config: ExperimentConfig): string[] {
  const { unit, arm, segment, time, assigned, metrics } = config;
  const read = metrics.flatMap(({ column, denominator, covariate }) => [column, denominator, covariate]);
  return [unit, arm, segment, time, assigned, ...read, ...featureColumns(config)].filter(
    (name) => typeof name === "string",
  );
}

/** Decides how ids and dates are read; the rest is read by what the config says of it. */
function roleOf(name: string, { unit, assigned, time }: ExperimentConfig): ColumnRole {
  if (name === unit) return "user";
  return name === (assigned ?? time) ? "time" : "ignore";
}

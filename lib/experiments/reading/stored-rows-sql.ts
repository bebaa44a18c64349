import { consentWords } from "../../ingest/detection/consent-words.ts";
import { idSql } from "../../ingest/reading/id-sql.ts";
import { isMissingSql, missingMarks, presentSql } from "../../ingest/reading/missing-sql.ts";
import { numberSql } from "../../ingest/reading/number-sql.ts";
import type { Piece } from "../../ingest/reading/piece-cutter.ts";
import { readCsvSql } from "../../ingest/reading/read-csv-sql.ts";
import type { Dialect } from "../../ingest/reading/record-splitter.ts";
import type { RowsSql } from "../../ingest/reading/table-sql.ts";
import { plausibleTimeSql, timeSql } from "../../ingest/reading/time-sql.ts";
import { type TypedColumn, typedSelect } from "../../ingest/reading/typed-sql.ts";
import { isOneOfSql } from "../../ingest/reading/words-sql.ts";
import type { ResolvedTable } from "../../ingest/schema.ts";
import type { ValueColumn } from "./value-columns.ts";

/** Which columns of a file say who was in which variant, and what came of it; undefined where none does. */
export interface RowColumns {
  readonly unit: string | undefined;
  readonly arm: string;
  readonly segment: string | undefined;
  /** When the user came in. */
  readonly day: string | undefined;
  /** When the row happened, where that is another column. */
  readonly seen: string | undefined;
  readonly values: readonly ValueColumn[];
  /** What is known of users beside it, as the file writes it. */
  readonly features?: readonly string[];
}

/**
 * Rows of a test as they are stored: unit VARCHAR · arm VARCHAR · segment VARCHAR · day INTEGER (since 1970) · seen INTEGER ·
 * v0, v1, … DOUBLE, f0, f1, … VARCHAR, NULL where the cell is empty, those of them that the file has; problem.
 */
export class TestRowsSql implements RowsSql {
  readonly columns: readonly TypedColumn[];
  readonly isStaged = false;
  readonly isNumbered = false;
  readonly findsRepeated = false;
  readonly problem = "problem";
  private readonly table: ResolvedTable;
  private readonly dialect: Dialect;

  constructor(table: ResolvedTable, columns: RowColumns, dialect: Dialect) {
    this.table = table;
    this.dialect = dialect;
    this.columns = typedColumns(table, columns);
  }

  rows(pieces: readonly Piece[]): string {
    const csv = readCsvSql(pieces, this.dialect, this.table.columns.length);
    const stored = this.columns.map(({ role, typed, parquet }) =>
      role === "time"
        ? `date_diff('day', DATE '1970-01-01', ${typed})::INTEGER AS ${parquet}`
        : `${typed} AS ${parquet}`,
    );
    return `SELECT ${stored.join(", ")}, bad AS problem FROM (${typedSelect(this.columns, this.table.decimal, csv)})`;
  }

  cells(pieces: readonly Piece[], indexes: readonly number[]): string {
    const csv = readCsvSql(pieces, this.dialect, this.table.columns.length);
    return `SELECT ${indexes.map((index) => `c${index}`).join(", ")} FROM ${csv}`;
  }

  allRows(): string {
    throw new Error("rows of a test need no others");
  }
}

function typedColumns(
  table: ResolvedTable,
  { unit, arm, segment, day, seen, values, features = [] }: RowColumns,
): TypedColumn[] {
  // A column of the file may be read twice, as a number and as a word: what it is read as has a name of its own.
  const column = (name: string, role: TypedColumn["role"], parquet: string, read: Read): TypedColumn => {
    const index = table.columns.findIndex((known) => known.name === name);
    const [cell, typed] = [`c${index}`, `t_${parquet}`];
    return { ...{ index, name, role, cell, typed, parquet }, ...read(cell, typed) };
  };
  return [
    ...(unit === undefined ? [] : [column(unit, "user", "unit", readUnit(table))]),
    column(arm, "status", "arm", readArm),
    ...(segment === undefined ? [] : [column(segment, "category", "segment", readSegment)]),
    ...(day === undefined ? [] : [column(day, "time", "day", readDay(table))]),
    ...(seen === undefined ? [] : [column(seen, "time", "seen", readDay(table))]),
    ...values.map(({ column: name, isYesNo }, at) =>
      column(name, "amount", `v${at}`, isYesNo ? readYesNo : readNumber(table)),
    ),
    ...features.map((name, at) => column(name, "category", `f${at}`, readSegment)),
  ];
}

type Read = (cell: string, typed: string) => Pick<TypedColumn, "sql" | "check">;

function readUnit({ recipe }: ResolvedTable): Read {
  return (cell, typed) => ({
    sql: idSql(cell, recipe.repairIds),
    check: { reason: "no-user", isBad: `${typed} IS NULL` },
  });
}

/** WHEN and not NOT: the engine looks for words in short texts only. */
const readArm: Read = (cell, typed) => ({
  sql: `CASE WHEN ${cell} < '!' THEN CASE WHEN ${isOneOfSql(cell, noArm)} THEN NULL ELSE trim(${cell}) END
    WHEN strlen(${cell}) < 6 AND ${isOneOfSql(cell, noArm)} THEN NULL
    WHEN ends_with(${cell}, ' ') THEN rtrim(${cell}) ELSE ${cell} END`,
  check: { reason: "no-variant", isBad: `${typed} IS NULL` },
});

/** Words for nothing that are names of control groups stand. */
const noArm = missingMarks.filter((mark) => !["none", "无", "空"].includes(mark));

const readSegment: Read = (cell) => ({ sql: presentSql(cell), check: undefined });

function readDay(table: ResolvedTable): Read {
  return (cell, typed) => ({
    sql: timeSql(cell, table),
    check: {
      reason: "bad-date",
      isBad: `((${typed} IS NULL OR ${plausibleTimeSql(typed)} IS NULL) AND NOT ${isMissingSql(cell)})`,
    },
  });
}

const isBadNumber = (cell: string, typed: string) =>
  `CASE WHEN ${typed} IS NULL THEN NOT ${isMissingSql(cell)} ELSE isinf(${typed}) END`;

function readNumber({ decimal }: ResolvedTable): Read {
  return (cell, typed) => ({
    sql: `coalesce(${numberSql(cell, decimal, "DOUBLE")}, ${yesNoSql(cell)})`,
    check: { reason: "bad-number", isBad: isBadNumber(cell, typed) },
  });
}

const readYesNo: Read = (cell, typed) => ({
  sql: `CASE WHEN ${cell} = '0' THEN 0.0::DOUBLE WHEN ${cell} = '1' THEN 1.0::DOUBLE ELSE ${yesNoSql(cell)} END`,
  check: { reason: "bad-number", isBad: `CASE WHEN ${typed} IS NULL THEN NOT ${isMissingSql(cell)} END` },
});

function yesNoSql(cell: string): string {
  return `CASE WHEN ${isOneOfSql(cell, consentWords.yes)} THEN 1.0::DOUBLE
    WHEN ${isOneOfSql(cell, consentWords.no)} THEN 0.0::DOUBLE END`;
}

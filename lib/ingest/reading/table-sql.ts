import { sqlText, sqlTexts } from "../../platform/duckdb.ts";
import type { ResolvedTable } from "../schema.ts";
import { type Piece, pieceRecords } from "./piece-cutter.ts";
import { hasOwnIds, storedPlainRows } from "./plain-rows-sql.ts";
import { readCsvSql } from "./read-csv-sql.ts";
import type { Dialect } from "./record-splitter.ts";
import { flaggedSelect, rowFacts, storedTransactions } from "./transactions-sql.ts";
import { type TypedColumn, typedColumns, typedSelect } from "./typed-sql.ts";

/** How records become stored rows, and which of them do not fit. */
export interface RowsSql {
  readonly columns: readonly TypedColumn[];
  /** Do rows need others, so that all are typed before any is stored? */
  readonly isStaged: boolean;
  /** Must each row know its number? Its piece is then read alone, by one thread. */
  readonly isNumbered: boolean;
  /** Does anybody ask which rows repeat an earlier one? */
  readonly findsRepeated: boolean;
  /** The column of `rows` that is 0, or 1 + the index of the column for which a row is set aside. */
  readonly problem: string;
  /** SELECT of a stretch of rows as they are stored or, where rows need others, staged. */
  rows(pieces: readonly Piece[]): string;
  /** SELECT of columns of the same rows, cell by cell as they stand in the file. */
  cells(pieces: readonly Piece[], indexes: readonly number[]): string;
  /** SELECT of all rows, in order, over the files of staged ones. */
  allRows(staged: readonly string[]): string;
}

/** A dataset's rows, by the kind of their table. */
export class TableSql implements RowsSql {
  readonly columns: readonly TypedColumn[];
  readonly isStaged: boolean;
  readonly isNumbered: boolean;
  readonly findsRepeated = true;
  private readonly table: ResolvedTable;
  private readonly dialect: Dialect;

  /** `textLabels`: indexes of label columns of a users table that are no numbers. */
  constructor(table: ResolvedTable, dialect: Dialect, textLabels: ReadonlySet<number>) {
    this.table = table;
    this.dialect = dialect;
    this.columns = typedColumns(table, textLabels);
    const isRows = table.kind === "transactions";
    this.isStaged = isRows && rowFacts(this.columns).hasSharedTotals;
    this.isNumbered = isRows ? table.recipe.dropDuplicates : hasOwnIds(table.kind, this.columns);
  }

  get problem(): string {
    return this.isStaged ? "bad" : "problem";
  }

  rows(pieces: readonly Piece[]): string {
    const csv = readCsvSql(pieces, this.dialect, this.table.columns.length);
    const [piece] = pieces;
    if (!piece || !this.isNumbered) return this.finish(this.typed(csv));
    const isRows = this.table.kind === "transactions";
    const own = isRows ? `${isRepeatedSql(piece)} AS repeated` : `${piece.first} + row_number() OVER () AS place`;
    const numbered = `(SELECT *, ${own} FROM ${csv})`;
    return this.finish(this.typed(numbered, [isRows ? "repeated" : "place"]));
  }

  cells(pieces: readonly Piece[], indexes: readonly number[]): string {
    const csv = readCsvSql(pieces, this.dialect, this.table.columns.length);
    return `SELECT ${indexes.map((index) => `c${index}`).join(", ")} FROM ${csv}`;
  }

  allRows(staged: readonly string[]): string {
    const rows = `(SELECT *, row_number() OVER () AS place FROM read_parquet(${sqlTexts(staged)}))`;
    return `${this.stored(flaggedSelect(this.columns, this.table, rows))} ORDER BY place`;
  }

  private typed(from: string, others: readonly string[] = []): string {
    return typedSelect(this.columns, this.table.decimal, from, others);
  }

  private finish(typed: string): string {
    if (this.isStaged) return typed;
    const { kind } = this.table;
    if (kind !== "transactions") {
      return storedPlainRows(kind, this.columns, `(SELECT * RENAME (bad AS problem) FROM (${typed}))`);
    }
    return this.stored(flaggedSelect(this.columns, this.table, `(${typed})`));
  }

  private stored(flagged: string): string {
    return storedTransactions(this.columns, `(${flagged})`, this.table.recipe.dropDuplicates ? "repeated" : "false");
  }
}

/** Is the row, of the piece's in order, one of those that repeat another? */
function isRepeatedSql({ records, repeated }: Piece): string {
  const bits = new Uint8Array(records).fill(48);
  for (const record of repeated) bits[record] = 49;
  return `get_bit(${sqlText(Buffer.from(bits).toString("latin1"))}::BIT, (row_number() OVER () - 1)::INTEGER) = 1`;
}

/** COPY of rows into a Parquet file; a piece makes a row group. */
export function copySql(select: string, path: string): string {
  return `COPY (${select}) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE ${pieceRecords})`;
}

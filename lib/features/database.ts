/** What the making of features needs of the engine; run.ts gives it. */
export interface Database {
  run(sql: string): Promise<void>;
  /** All rows of a small result. */
  rows(sql: string): Promise<readonly (readonly unknown[])[]>;
  /** So many rows of so many DOUBLE columns, one array a column, NaN for NULL. */
  columns(sql: string, rows: number, columns: number): Promise<Float64Array[]>;
  /** A text, or several, as SQL literals; a name as an SQL identifier. */
  text(value: string): string;
  texts(values: readonly string[]): string;
  name(value: string): string;
}

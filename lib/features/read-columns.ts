import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * DOUBLE columns of a query, one Float64Array each, NaN for NULL. The values are copied chunk by chunk (2,048 rows), so
 * that nothing but the arrays grows with the rows.
 */
export async function readColumns(
  connection: DuckDBConnection,
  sql: string,
  rows: number,
  columns: number,
): Promise<Float64Array[]> {
  const values = Array.from({ length: columns }, () => new Float64Array(rows));
  const result = await connection.stream(sql);
  let offset = 0;
  for (let chunk = await result.fetchChunk(); chunk; chunk = await result.fetchChunk()) {
    const { rowCount } = chunk;
    if (rowCount === 0) break;
    for (const [at, column] of values.entries()) {
      const vector = chunk.getColumnVector(at);
      for (let i = 0; i < rowCount; i++) {
        const value = vector.getItem(i);
        column[offset + i] = typeof value === "number" ? value : Number.NaN;
      }
    }
    offset += rowCount;
  }
  return values;
}

/** Rows whose texts have the same number of tokens. */
export interface Batch {
  readonly rows: readonly number[];
  readonly tokens: number;
}

export interface BatchLimits {
  readonly texts: number;
  /** Texts × tokens of a batch; one longer text is a batch of its own. */
  readonly tokens: number;
}

/**
 * Batches of texts of exactly one length, shortest first, so that nothing is padded and a text's vector cannot depend on
 * another's length. lengths: tokens of every row.
 */
export function planBatches(lengths: readonly number[], { texts, tokens }: BatchLimits): Batch[] {
  const byLength = new Map<number, number[]>();
  for (const [row, length] of lengths.entries()) {
    const rows = byLength.get(length);
    if (rows) rows.push(row);
    else byLength.set(length, [row]);
  }
  return [...byLength]
    .sort(([a], [b]) => a - b)
    .flatMap(([length, rows]) => {
      const most = Math.max(1, Math.min(texts, Math.floor(tokens / length)));
      return Array.from({ length: Math.ceil(rows.length / most) }, (_, i) => ({
        tokens: length,
        rows: rows.slice(i * most, (i + 1) * most),
      }));
    });
}

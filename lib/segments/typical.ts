/**
 * Rows of the members nearest to their middle: the mean over the members, column by column, of those who have it; distance
 * the mean squared difference over what a row has, so that who lacks a value is neither near nor far for it. Nearest
 * first, the earlier row first where two are as near; members who have nothing are never typical.
 * matrix: opens n × columns of float32, NaN where missing, in whole rows piece by piece. O(n·columns) time, O(columns +
 * most) memory.
 */
export async function nearestToMiddle(
  matrix: () => AsyncIterable<Float32Array>,
  columns: number,
  isMember: (row: number) => boolean,
  most: number,
): Promise<number[]> {
  const sums = new Float64Array(columns);
  const counts = new Float64Array(columns);
  await visitMembers((_, values) => {
    for (let j = 0; j < columns; j++) {
      const value = values[j] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sums[j] = (sums[j] ?? 0) + value;
      counts[j] = (counts[j] ?? 0) + 1;
    }
  });
  const middle = sums.map((sum, j) => sum / (counts[j] ?? 0));
  let nearest: { row: number; far: number }[] = [];
  await visitMembers((row, values) => {
    const far = distance(values, middle);
    if (Number.isNaN(far) || (nearest.length === most && far >= (nearest.at(-1)?.far ?? 0))) return;
    nearest = [...nearest, { row, far }].sort((a, b) => a.far - b.far || a.row - b.row).slice(0, most);
  });
  return nearest.map(({ row }) => row);

  async function visitMembers(visit: (row: number, values: Float32Array) => void): Promise<void> {
    let row = 0;
    for await (const piece of matrix())
      for (let at = 0; at < piece.length; at += columns, row++)
        if (isMember(row)) visit(row, piece.subarray(at, at + columns));
  }
}

function distance(values: Float32Array, middle: Float64Array): number {
  let sum = 0;
  let known = 0;
  for (let j = 0; j < values.length; j++) {
    const value = values[j] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += (value - (middle[j] ?? 0)) ** 2;
    known++;
  }
  return sum / known;
}

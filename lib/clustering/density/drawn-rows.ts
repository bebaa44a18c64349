import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";

export interface DrawnRows {
  readonly x: Matrix;
  /** The row of all at each row of x, ascending. */
  readonly rows: Int32Array;
}

/** Simple random sample without replacement, `size` of the rows (selection sampling: Knuth, TAOCP vol. 2, algorithm S). */
export function drawRows({ data, rows: n, cols }: Matrix, size: number, random: Random): DrawnRows {
  const rows = new Int32Array(size);
  const drawn = new Float32Array(size * cols);
  let taken = 0;
  for (let row = 0; taken < size; row++) {
    if ((n - row) * random.next() >= size - taken) continue;
    rows[taken] = row;
    drawn.set(data.subarray(row * cols, (row + 1) * cols), taken * cols);
    taken++;
  }
  return { x: { data: drawn, rows: size, cols }, rows };
}

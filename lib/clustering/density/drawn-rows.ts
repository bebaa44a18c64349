import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";

export interface DrawnRows {
  readonly x: Matrix;
  /** The row of all at each row of x, ascending. */
  readonly rows: Int32Array;
}

/** Simple random sample without replacement, `size` of the rows. */
export function drawRows({ data, rows: n, cols }: Matrix, size: number, random: Random): DrawnRows {
  const rows = drawNumbers(n, size, random);
  const drawn = new Float32Array(size * cols);
  for (const [at, row] of rows.entries()) drawn.set(data.subarray(row * cols, (row + 1) * cols), at * cols);
  return { x: { data: drawn, rows: size, cols }, rows };
}

/** `size` ≤ n of the numbers 0…n−1 without replacement, ascending (selection sampling: Knuth, TAOCP vol. 2, algorithm S). */
export function drawNumbers(n: number, size: number, random: Random): Int32Array {
  const numbers = new Int32Array(size);
  let taken = 0;
  for (let number = 0; taken < size; number++) {
    if ((n - number) * random.next() < size - taken) numbers[taken++] = number;
  }
  return numbers;
}

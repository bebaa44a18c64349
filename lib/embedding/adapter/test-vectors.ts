import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";

/** Rows of three classes: each class has a direction, in a few columns, under louder columns that say nothing of it. */
export function noisyClasses({ rows, seed }: { readonly rows: number; readonly seed: number }): {
  readonly x: Matrix;
  readonly y: Int32Array;
} {
  const cols = 6;
  const random = createRandom(seed);
  const y = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const data = new Float32Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    const values = Array.from({ length: cols }, (_, j) =>
      j < 3 ? (j === y[row] ? 1 : 0) + 0.3 * random.normal() : 2 * random.normal(),
    );
    const length = Math.hypot(...values);
    data.set(
      values.map((value) => value / length),
      row * cols,
    );
  }
  return { x: { data, rows, cols }, y };
}

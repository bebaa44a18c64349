// Rows in cells of 64 that are near in space, with the box around each (lib/kernels/space-cells.ts).

export const CELL: usize = 64;

@unmanaged
export class Cells {
  /** n × d f32 less the mean, cell after cell, row by row. */
  rows: usize;
  /** The same, padded with NaN to whole cells, in panels of eight (`[d][8]`). */
  panels: usize;
  /** Per cell: d smallest values, d largest. */
  boxes: usize;
  n: usize;
  d: usize;
  count: usize;
  /** The rows as they were given, n × d, and the number of each place's row. */
  source: usize;
  rowAt: usize;
}

/** Squared distance between the boxes of two cells. */
@inline
export function gap(left: Cells, a: usize, right: Cells, b: usize): f32 {
  const d = left.d;
  const boxA = left.boxes + ((a * d) << 3);
  const boxB = right.boxes + ((b * d) << 3);
  const width = d << 2;
  let sum: f32 = 0;
  for (let j: usize = 0; j < width; j += 4) {
    const below = load<f32>(boxB + j) - load<f32>(boxA + width + j);
    const above = load<f32>(boxA + j) - load<f32>(boxB + width + j);
    const apart = max<f32>(max<f32>(below, above), 0);
    sum += apart * apart;
  }
  return sum;
}

/** Squared distance of a row to the box of a cell. */
@inline
export function rowGap(left: Cells, row: usize, right: Cells, cell: usize): f32 {
  const width = left.d << 2;
  const values = left.rows + row * width;
  const box = right.boxes + cell * (width << 1);
  let sum: f32 = 0;
  for (let j: usize = 0; j < width; j += 4) {
    const value = load<f32>(values + j);
    const apart = max<f32>(max<f32>(load<f32>(box + j) - value, value - load<f32>(box + width + j)), 0);
    sum += apart * apart;
  }
  return sum;
}

/** Squared distance of two rows as they were given, in f64. */
@inline
export function exactly(left: Cells, a: usize, right: Cells, b: usize): f64 {
  const first = left.source + ((<usize>load<i32>(left.rowAt + (a << 2)) * left.d) << 2);
  const second = right.source + ((<usize>load<i32>(right.rowAt + (b << 2)) * right.d) << 2);
  let sum: f64 = 0;
  for (let j: usize = 0; j < left.d << 2; j += 4) {
    const difference = <f64>load<f32>(first + j) - <f64>load<f32>(second + j);
    sum += difference * difference;
  }
  return sum;
}

/** The largest squared distance in f32 of rows whose squared distance is `squared`; rounding: lib/kernels/space-cells.ts. */
@inline
export function roundedUp(squared: f64, rounding: f64, d: usize): f32 {
  if (squared == Infinity) return Infinity;
  const error = 4 * sqrt(squared) * rounding + 4 * rounding * rounding + squared * <f64>(d + 8) * 2.384185791015625e-7;
  return <f32>(squared + error);
}

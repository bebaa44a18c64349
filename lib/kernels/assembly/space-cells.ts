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

/** Squared distance between two boxes of `width` bytes a corner. */
@inline
export function apart(lowA: usize, highA: usize, lowB: usize, highB: usize, width: usize): f32 {
  const none = f32x4.splat(0);
  let sums = none;
  const whole = width & ~15;
  for (let j: usize = 0; j < whole; j += 16) {
    const below = f32x4.sub(v128.load(lowB + j), v128.load(highA + j));
    const above = f32x4.sub(v128.load(lowA + j), v128.load(highB + j));
    const gap = f32x4.max(f32x4.max(below, above), none);
    sums = f32x4.add(sums, f32x4.mul(gap, gap));
  }
  let sum =
    f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
  for (let j = whole; j < width; j += 4) {
    const below = load<f32>(lowB + j) - load<f32>(highA + j);
    const above = load<f32>(lowA + j) - load<f32>(highB + j);
    const gap = max<f32>(max<f32>(below, above), 0);
    sum += gap * gap;
  }
  return sum;
}

/** Squared distance between the boxes of two cells. */
@inline
export function gap(left: Cells, a: usize, right: Cells, b: usize): f32 {
  const width = left.d << 2;
  const lowA = left.boxes + a * (width << 1);
  const lowB = right.boxes + b * (width << 1);
  return apart(lowA, lowA + width, lowB, lowB + width, width);
}

/** Squared distance of a row to the box of a cell. */
@inline
export function rowGap(left: Cells, row: usize, right: Cells, cell: usize): f32 {
  const width = left.d << 2;
  const values = left.rows + row * width;
  const low = right.boxes + cell * (width << 1);
  return apart(values, values, low, low + width, width);
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

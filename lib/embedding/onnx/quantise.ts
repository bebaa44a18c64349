export interface Quantised {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/**
 * A matrix in int8 with one scale a column: w ≈ s·q, q in −127…127, s = max|w| / 127 of the column. values: rows × cols,
 * row-major, finite. A column of zeros, or nearly so, gets s = 1. Error of an entry: at most s / 2.
 */
export function quantiseColumns(weight: Float32Array, cols: number): Quantised {
  return quantiseBy(weight, cols, (i) => Math.abs(weight[i] ?? 0));
}

/**
 * The same of a matrix that uint8 is multiplied with (symmetric, so that the product needs no correction). Processors without VNNI add
 * the products of an even row and the next in 16 bits and cut off what is above. So s is the largest |w_2i| + |w_2i+1| over 127:
 * 255 · 128 is not above, and every processor comes to the same sums. With s = max|w| / 127 vectors of a small encoder had a cosine of
 * .95 there to what they should be.
 */
export function quantiseFactor(weight: Float32Array, cols: number): Quantised {
  return quantiseBy(weight, cols, (i) => {
    const isEven = Math.floor(i / cols) % 2 === 0;
    return Math.abs(weight[i] ?? 0) + (isEven ? Math.abs(weight[i + cols] ?? 0) : 0);
  });
}

/** sizeAt: what the scale of its column must hold of an entry. */
function quantiseBy(weight: Float32Array, cols: number, sizeAt: (i: number) => number): Quantised {
  const scales = new Float32Array(cols);
  for (let i = 0, col = 0; i < weight.length; i++, col = col + 1 === cols ? 0 : col + 1) {
    const size = sizeAt(i);
    if (size > (scales[col] ?? 0)) scales[col] = size;
  }
  for (let col = 0; col < cols; col++) scales[col] = stepOf(scales[col] ?? 0);
  const values = new Int8Array(weight.length);
  for (let i = 0, col = 0; i < weight.length; i++, col = col + 1 === cols ? 0 : col + 1) {
    values[i] = Math.round((weight[i] ?? 0) / (scales[col] ?? 1));
  }
  return { values, scales };
}

/** The same with one scale a row. */
export function quantiseRows(weight: Float32Array, cols: number): Quantised {
  const scales = new Float32Array(weight.length / cols);
  const values = new Int8Array(weight.length);
  for (let row = 0; row < scales.length; row++) {
    const end = (row + 1) * cols;
    let largest = 0;
    for (let i = row * cols; i < end; i++) largest = Math.max(largest, Math.abs(weight[i] ?? 0));
    const scale = stepOf(largest);
    scales[row] = scale;
    for (let i = row * cols; i < end; i++) values[i] = Math.round((weight[i] ?? 0) / scale);
  }
  return { values, scales };
}

/** Below this float32 has too few digits left for a step. */
const negligible = 1e-30;

function stepOf(largest: number): number {
  return largest < negligible ? 1 : Math.fround(largest / 127);
}

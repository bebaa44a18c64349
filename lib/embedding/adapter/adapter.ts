import type { Matrix } from "../../core/matrix.ts";
import { pca } from "../../kernels/pca.ts";
import type { Kernels } from "../../kernels/pool.ts";

/** A linear map of text vectors: x → x·map, then to length 1. map: d × width, row-major. */
export type Adapter = Matrix;

/**
 * Where training starts: the identity, or, for vectors wider than `width`, the map onto their first principal directions.
 * vectors: rows × d, NaN throughout where a user has none.
 */
export function startingMap(kernels: Kernels, vectors: Matrix, width: number): Adapter {
  const { rows, cols } = vectors;
  if (cols <= width) {
    const data = new Float32Array(cols * cols);
    for (let j = 0; j < cols; j++) data[j * cols + j] = 1;
    return { data, rows: cols, cols };
  }
  const known = Array.from({ length: rows }, (_, row) => row).filter((row) => !Number.isNaN(vectors.data[row * cols]));
  const mark = kernels.mark();
  const present = kernels.matrix(known.length, cols);
  for (const [i, row] of known.entries())
    present.data.set(vectors.data.subarray(row * cols, (row + 1) * cols), i * cols);
  const { axes } = pca(kernels, present, width);
  kernels.release(mark);
  const data = new Float32Array(cols * width);
  for (let c = 0; c < width; c++) for (let j = 0; j < cols; j++) data[j * width + c] = axes[c * cols + j] ?? 0;
  return { data, rows: cols, cols: width };
}

/** Rows of length 1, 0 where the map leaves nothing; NaN stays. O(rows · d · width), in f64. */
export function adaptVectors({ data: map, rows: d, cols: width }: Adapter, { data, rows }: Matrix): Matrix {
  const out = new Float32Array(rows * width);
  const row = new Float64Array(width);
  for (let i = 0; i < rows; i++) {
    row.fill(0);
    for (let j = 0; j < d; j++) {
      const value = data[i * d + j] ?? 0;
      if (value === 0) continue;
      for (let c = 0; c < width; c++) row[c] = (row[c] ?? 0) + value * (map[j * width + c] ?? 0);
    }
    let squares = 0;
    for (const value of row) squares += value * value;
    const length = Math.sqrt(squares);
    for (let c = 0; c < width; c++) out[i * width + c] = length === 0 ? 0 : (row[c] ?? 0) / length;
  }
  return { data: out, rows, cols: width };
}

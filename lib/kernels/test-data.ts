import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";

// What the kernels' tests share.

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared");

type StoredData = { file: string; shape: [number, number] };
type DataSet = number[][] | StoredData;

export interface GoldenFile<Content> {
  /** Absent: the tests that need it are skipped. */
  readonly isThere: boolean;
  readonly content: Content;
  /** A data set that the file's cases name. */
  matrix(name: string): Matrix;
}

/** Some files hold one data set, without a name. */
function isStored(data: Record<string, DataSet> | StoredData | undefined): data is StoredData {
  return typeof data?.file === "string";
}

/** Reference values of ../shared/golden; `empty` stands in where they are absent. */
export function readGolden<Content>(folder: string, name: string, empty: Content): GoldenFile<Content> {
  const path = join(shared, "golden", folder, name);
  const isThere = existsSync(path);
  const content: Content & { data?: Record<string, DataSet> | StoredData } = isThere
    ? JSON.parse(readFileSync(path, "utf8"))
    : empty;
  return {
    isThere,
    content,
    matrix(key) {
      const data = isStored(content.data) ? content.data : content.data?.[key];
      if (data === undefined) throw new Error(`no data set ${key} in ${path}`);
      if (Array.isArray(data)) return matrixOf(data);
      const bytes = readFileSync(join(shared, "golden", folder, data.file));
      const [rows, cols] = data.shape;
      return { data: new Float32Array(bytes.buffer, bytes.byteOffset, rows * cols), rows, cols };
    },
  };
}

export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return { data: Float32Array.from(rows.flat()), rows: rows.length, cols: rows[0]?.length ?? 0 };
}

/** Rows around k centres of deviation `spread`, each of deviation 1. */
export function blobs(random: Random, rows: number, cols: number, k: number, spread: number): Matrix {
  const centres = Float32Array.from({ length: k * cols }, () => spread * random.normal());
  const data = new Float32Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    const centre = random.int(k) * cols;
    for (let j = 0; j < cols; j++) data[row * cols + j] = centres[centre + j]! + random.normal();
  }
  return { data, rows, cols };
}

/** Labels renumbered in order of first appearance: equal arrays mean equal partitions. */
export function partition(labels: ArrayLike<number>): number[] {
  const numbers = new Map<number, number>();
  return Array.from(labels, (label) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return label < 0 ? label : numbers.get(label)!;
  });
}

/** Σ(x_i − y_j)² in f64. */
export function squaredDistance(x: Matrix, i: number, y: Matrix, j: number): number {
  let sum = 0;
  for (let c = 0; c < x.cols; c++) sum += (x.data[i * x.cols + c]! - y.data[j * y.cols + c]!) ** 2;
  return sum;
}

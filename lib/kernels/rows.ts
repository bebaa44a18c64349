import type { Blocks, Centred } from "./columns.ts";
import type { Kernels } from "./pool.ts";

/** The kernels' description of a matrix in blocks (class Rows of assembly/starts.ts). */
export function describeRows(kernels: Kernels, x: Centred, { rows, count }: Blocks): number {
  const description = kernels.int32(7);
  description.set([x.data.byteOffset, x.n, x.d, rows, count, x.norms.byteOffset, x.weights?.byteOffset ?? 0]);
  return description.byteOffset;
}

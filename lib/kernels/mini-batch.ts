import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import { blocksOf, type Centred, centre } from "./columns.ts";
import type { Kernels } from "./pool.ts";
import { sampleRows } from "./sampling.ts";
import { seedCentres } from "./seeding.ts";
import { openStarts, type Starts, step } from "./starts.ts";

export interface MiniBatchOptions {
  readonly k: number;
  readonly restarts: number;
  /** Rows a batch, and batches. */
  readonly batch: number;
  readonly batches: number;
  readonly random: Random;
}

/**
 * Centres by mini-batch k-means (Sculley 2010, doi:10.1145/1772690.1772862): batches of rows are drawn with replacement, each
 * row goes to its nearest centre, and a centre is the mean of all rows that ever went to it, so that its steps shrink as 1 /
 * rows seen. Of `restarts` greedy k-means++ starts that see the same batches, the one that fits a sample of x best. x: n × d,
 * finite, any unit. Returns k × d in the units of x: near an optimum, not at it; passes over all rows go the rest of the way.
 * O(batch · batches · k · d · restarts) time. Same bytes whatever the threads.
 * @throws TOO_FEW_USERS when n < k.
 */
export function miniBatchCentres(kernels: Kernels, x: Matrix, options: MiniBatchOptions): Float64Array {
  const { k, restarts, batches, random } = options;
  if (x.rows < k || x.rows === 0) throw new CladeError("TOO_FEW_USERS", { users: x.rows, k });
  const mark = kernels.mark();
  const all = centre(kernels, x);
  const judged = all.n > 2 * judgedRows ? sampleRows(kernels, all, judgedRows, random.fork("judged")) : all;
  const streams = Array.from({ length: restarts }, (_, start) => random.fork(`start ${start}`));
  const fits = seedCentres(kernels, judged, k, streams).map((centres) => ({ centres, seen: new Float64Array(k) }));
  const draws = random.fork("batches");
  const size = Math.min(options.batch, all.n);
  const rows = kernels.int32(size);
  for (let number = 0; number < batches; number++) {
    const inner = kernels.mark();
    for (let i = 0; i < size; i++) rows[i] = draws.int(all.n);
    const starts = labelBy(kernels, gather(kernels, all, rows), k, fits);
    for (const [start, fit] of fits.entries()) follow(fit, starts.sums(start), starts.counts(start));
    kernels.release(inner);
  }
  const starts = labelBy(kernels, judged, k, fits);
  const inertias = fits.map((_, start) => starts.inertia(start));
  const best = fits[inertias.indexOf(Math.min(...inertias))]!;
  const { shift } = all;
  kernels.release(mark);
  return Float64Array.from(best.centres, (value, at) => value + shift[at % x.cols]!);
}

/** Rows that starts are drawn from and compared on. */
const judgedRows = 16_384;

interface Running {
  readonly centres: Float32Array;
  /** Rows that ever went to each centre. */
  readonly seen: Float64Array;
}

function labelBy(kernels: Kernels, x: Centred, k: number, fits: readonly Running[]): Starts {
  const starts = openStarts(kernels, x, k, fits.length);
  for (const [start, { centres }] of fits.entries()) starts.next(start).set(centres);
  starts.activate([...fits.keys()]);
  starts.update(step.place);
  starts.assign();
  starts.update(step.sum);
  return starts;
}

function follow({ centres, seen }: Running, sums: Float64Array, counts: Float64Array): void {
  const d = centres.length / seen.length;
  for (const [c, count] of counts.entries()) {
    if (count === 0) continue;
    const before = seen[c]!;
    seen[c] = before + count;
    for (let at = c * d; at < (c + 1) * d; at++) centres[at] = (before * centres[at]! + sums[at]!) / (before + count);
  }
}

function gather(kernels: Kernels, x: Centred, rows: Int32Array): Centred {
  const { d } = x;
  const n = rows.length;
  const data = kernels.float32(n * d);
  const blocks = blocksOf(n);
  const args = [x.data.byteOffset, d, rows.byteOffset, n, blocks.rows, data.byteOffset];
  kernels.run("gatherRows", blocks.count, args, n * d);
  const norms = kernels.float32(n);
  let totalNorm = 0;
  for (let i = 0; i < n; i++) {
    const norm = x.norms[rows[i]!]!;
    norms[i] = norm;
    totalNorm += norm;
  }
  return { ...x, data, n, norms, weights: undefined, totalNorm };
}

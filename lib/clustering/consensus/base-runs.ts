import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { kMeans, openAssignment } from "../../kernels/k-means.ts";
import type { Kernels } from "../../kernels/pool.ts";

/** What many rough clusterings of the same rows say. */
export interface BaseRuns {
  /** One list a run, a group for each row. */
  readonly labels: readonly Uint8Array[];
  /** Groups of each run, at most 255. */
  readonly groups: readonly number[];
}

export interface BaseRunOptions {
  readonly runs: number;
  /** Groups of a run: the runs go through this range again and again. */
  readonly fewestGroups: number;
  readonly mostGroups: number;
}

/** Of rows and columns, what a run sees: it must miss some, or all runs would say the same. Up to nine columns all are seen. */
const rowShare = 0.8;
const mostRows = 8_000;
const columnShare = 0.9;
/** Rough on purpose: what differs from start to start is what the runs are asked for. */
const passes = 50;

/** Labels of all runs: a byte a row and run. */
const mostLabelBytes = 2 ** 29;

/** As many runs as memory takes of so many rows, two at least. */
export function affordableRuns(runs: number, rows: number, bytes = mostLabelBytes): number {
  return Math.max(2, Math.min(runs, Math.floor(bytes / Math.max(1, rows))));
}

/**
 * k-means again and again, each run with its own number of groups, rows and columns; who was not drawn joins the nearest centre, so
 * that every row has a group in every run (bagging: Dudoit & Fridlyand 2003, doi:10.1093/bioinformatics/btg038; random subspaces:
 * Strehl & Ghosh 2002). x: n × d, finite. O(runs·n·d·groups) time, a byte a row and run of memory.
 */
export function runBases(
  kernels: Kernels,
  x: Matrix,
  { runs, fewestGroups, mostGroups }: BaseRunOptions,
  random: Random,
  onRun: (done: number) => void,
): BaseRuns {
  const mark = kernels.mark();
  const assign = openAssignment(kernels, x);
  const found = Array.from({ length: runs }, (_, run) => {
    onRun(run / runs);
    const stream = random.fork(`run ${run}`);
    const rows = drawSome(x.rows, Math.min(mostRows, Math.max(2, Math.ceil(rowShare * x.rows))), stream);
    const cols = drawSome(x.cols, Math.ceil(columnShare * x.cols), stream);
    const k = Math.min(rows.length, fewestGroups + (run % (mostGroups - fewestGroups + 1)));
    const inner = kernels.mark();
    const some = kernels.matrix(rows.length, cols.length);
    copyPart(x, rows, cols, some.data);
    const fit = kMeans(kernels, some, { k, restarts: 1, maxIterations: passes, random: stream });
    kernels.release(inner);
    return { k, labels: Uint8Array.from(assign({ data: spread(fit.exactCentres, k, cols, x.cols), rows: k })) };
  });
  kernels.release(mark);
  return { labels: found.map(({ labels }) => labels), groups: found.map(({ k }) => k) };
}

/** `size` of 0…n−1, ascending, each as likely (selection sampling: Knuth, TAOCP vol. 2, algorithm S). */
export function drawSome(n: number, size: number, random: Random): Int32Array {
  const drawn = new Int32Array(Math.min(n, size));
  let taken = 0;
  for (let i = 0; taken < drawn.length; i++) if ((n - i) * random.next() < drawn.length - taken) drawn[taken++] = i;
  return drawn;
}

function copyPart({ data, cols: all }: Matrix, rows: Int32Array, cols: Int32Array, target: Float32Array): void {
  let at = 0;
  for (const row of rows) for (const col of cols) target[at++] = data[row * all + col] ?? 0;
}

/** Centres over all columns; those that the run did not see are NaN, which leaves them out. */
function spread(centres: Float64Array, k: number, cols: Int32Array, all: number): Float64Array {
  const whole = new Float64Array(k * all).fill(Number.NaN);
  for (let centre = 0; centre < k; centre++)
    for (const [at, col] of cols.entries()) whole[centre * all + col] = centres[centre * cols.length + at] ?? 0;
  return whole;
}

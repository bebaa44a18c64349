import { setImmediate } from "node:timers/promises";
import type { Algorithm, Fit } from "../clustering/algorithms/algorithm.ts";
import type { Matrix } from "../core/matrix.ts";
import type { Random } from "../core/random.ts";
import type { Kernels } from "../kernels/pool.ts";
import { silhouettes } from "../kernels/silhouette.ts";
import type { Indices } from "./measures.ts";
import { measureRows } from "./measures.ts";
import { type CloudShape, cloudLimit, countSpreadAxes, fillCloud } from "./null-cloud.ts";
import { isSplit } from "./widths.ts";

export interface NullSettings {
  /** Variances of the data along their principal axes, descending. */
  readonly variances: ArrayLike<number>;
  readonly rows: number;
  readonly ks: readonly number[];
  readonly clouds: number;
  readonly shapes: readonly CloudShape[];
  readonly cluster: ClusterRows;
}

/** Clusters rows the way the data were, quicker where the algorithm can; ks: none where it finds how many there are by itself. */
export type ClusterRows = (x: Matrix, ks: readonly number[], random: Random) => Promise<readonly Fit[]>;

/** A cloud without groups that was clustered all the same. */
export interface NullCloud {
  readonly shape: CloudShape;
  /** One a fit of the cloud, in the order of ks. */
  readonly fits: readonly Pick<Fit, "k" | "labels">[];
  readonly indices: readonly Indices[];
  readonly x: Matrix;
}

/**
 * `clouds` of each shape, with every index of every k. A cloud has as many rows as the data, at most `cloudLimit`, and its
 * silhouettes are exact; an index is null where the cloud does not fall apart.
 */
export async function clusterClouds(
  kernels: Kernels,
  { variances, rows, ks, clouds, shapes, cluster }: NullSettings,
  random: Random,
  onFit: (done: number) => void,
): Promise<NullCloud[]> {
  const all = shapes.flatMap((shape) => Array.from({ length: clouds }, (_, number) => ({ shape, number })));
  const found: NullCloud[] = [];
  for (const { shape, number } of all) {
    const stream = random.fork(shape === "gaussian" ? `cloud ${number}` : `${shape} cloud ${number}`);
    const cols = countSpreadAxes(variances);
    const n = Math.min(rows, cloudLimit);
    const x: Matrix = { data: new Float32Array(n * cols), rows: n, cols };
    fillCloud(x, variances, stream, shape);
    const fits = await cluster(x, ks, stream);
    found.push({ shape, fits, indices: indicesOf(kernels, x, fits), x });
    onFit(found.length / all.length);
  }
  return found;
}

function indicesOf(kernels: Kernels, x: Matrix, fits: readonly Fit[]): Indices[] {
  const split = fits.filter(isSplit);
  const labels = split.map((fit) => fit.labels);
  const widths = split.length > 0 ? silhouettes(kernels, x, labels) : [];
  return fits.map((fit) => measureRows(x, fit, widths[split.indexOf(fit)] ?? new Float32Array(0)));
}

/**
 * Of an algorithm and its params, as `effort` times its quick ones allow; nothing but the labels and centres outlives a call. Quick may be
 * only what leaves silhouettes as they are: fewer runs make a consensus of a cloud so much worse (.18 instead of .29 at k = 8) that
 * data without groups looks better. Each gives way first to whatever else waits for this thread.
 */
export function clusterRows(
  kernels: Kernels,
  algorithm: Algorithm,
  params: Parameters<Algorithm["fit"]>[2],
  effort = 1,
): ClusterRows {
  const quick = quickParams(algorithm, params, effort);
  return async (x, ks, random) => {
    await setImmediate();
    const mark = kernels.mark();
    const fits = await algorithm.fit(x, ks, quick, { kernels, random });
    kernels.release(mark);
    return fits;
  };
}

function quickParams({ quick = {} }: Algorithm, params: Parameters<Algorithm["fit"]>[2], effort: number) {
  const cheaper = Object.entries(quick).map(([name, most]) => [name, Math.min(Number(params[name]), effort * most)]);
  return { ...params, ...Object.fromEntries(cheaper) };
}

import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import type { Random } from "../core/random.ts";
import type { Kernels } from "../kernels/pool.ts";
import { silhouettes } from "../kernels/silhouette.ts";
import { meanOf } from "./metrics/silhouette.ts";
import { cloudLimit, countSpreadAxes, fillCloud } from "./null-cloud.ts";
import { isSplit } from "./widths.ts";

export interface NullSettings {
  readonly algorithm: Algorithm;
  /** Variances of the data along their principal axes, descending. */
  readonly variances: ArrayLike<number>;
  readonly rows: number;
  readonly ks: readonly number[];
  /** As the data were clustered. */
  readonly params: Parameters<Algorithm["fit"]>[2];
  readonly clouds: number;
}

/**
 * Mean silhouette of every k on each null cloud: silhouettes[cloud][i] for ks[i]. A cloud has as many rows as the data, at
 * most `cloudLimit`, is clustered like them, quicker where the algorithm can, and its widths are exact; NaN where it does not
 * fall apart.
 */
export async function nullSilhouettes(
  kernels: Kernels,
  { algorithm, variances, rows, ks, params, clouds }: NullSettings,
  random: Random,
  onFit: (done: number) => void,
): Promise<number[][]> {
  if (clouds === 0) return [];
  const mark = kernels.mark();
  const cloud = kernels.matrix(Math.min(rows, cloudLimit), countSpreadAxes(variances));
  const means: number[][] = [];
  for (let number = 0; number < clouds; number++) {
    const stream = random.fork(`cloud ${number}`);
    fillCloud(cloud, variances, stream);
    const progress = (fraction: number) => onFit((number + fraction) / clouds);
    const fits = await algorithm.fit(cloud, ks, quickParams(algorithm, params), { kernels, random: stream, progress });
    const split = fits.filter(isSplit);
    const widths = silhouettes(
      kernels,
      cloud,
      split.map(({ labels }) => labels),
    );
    const meanOfFit = new Map(split.map((fit, i) => [fit, meanOf(widths[i] ?? new Float32Array(0))]));
    means.push(fits.map((fit) => meanOfFit.get(fit) ?? Number.NaN));
  }
  kernels.release(mark);
  return means;
}

function quickParams({ quick = {} }: Algorithm, params: NullSettings["params"]): NullSettings["params"] {
  const cheaper = Object.entries(quick).map(([name, most]) => [name, Math.min(Number(params[name]), most)]);
  return { ...params, ...Object.fromEntries(cheaper) };
}

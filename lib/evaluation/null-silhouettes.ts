import type { findAlgorithm } from "../clustering/find-algorithm.ts";
import type { Random } from "../core/random.ts";
import type { Kernels } from "../kernels/pool.ts";
import { silhouettes } from "../kernels/silhouette.ts";
import { meanOf } from "./metrics/silhouette.ts";
import { cloudLimit, cloudRestarts, countSpreadAxes, fillCloud } from "./null-cloud.ts";

export interface NullSettings {
  readonly algorithm: ReturnType<typeof findAlgorithm>;
  /** Variances of the data along their principal axes, descending. */
  readonly variances: ArrayLike<number>;
  readonly rows: number;
  readonly ks: readonly number[];
  /** As the data were clustered; k and the restarts are set here. */
  readonly params: Parameters<NullSettings["algorithm"]["fit"]>[1];
  readonly clouds: number;
}

/**
 * Mean silhouette of every k on each null cloud: silhouettes[cloud][i] for ks[i]. A cloud has as many rows as the data, at
 * most `cloudLimit`, is clustered like them with at most `cloudRestarts` restarts, and its widths are exact.
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
    const labels: Int32Array[] = [];
    for (const k of ks) {
      onFit((number * ks.length + labels.length) / (clouds * ks.length));
      const settings = { ...params, k, restarts: Math.min(params.restarts, cloudRestarts) };
      const fit = await algorithm.fit(cloud, settings, { kernels, random: stream.fork(`k = ${k}`) });
      labels.push(fit.labels);
    }
    means.push(silhouettes(kernels, cloud, labels).map(meanOf));
  }
  kernels.release(mark);
  return means;
}

import type { ClusteringConfig } from "../clustering/schema.ts";
import type { Matrix } from "../core/matrix.ts";
import { offeredKs } from "./choose-k.ts";
import { type MetricId, metrics } from "./metrics/index.ts";
import { scatterOf } from "./metrics/scatter.ts";
import { type CloudShape, rangeOver } from "./null-cloud.ts";
import type { FitMeasures } from "./schema.ts";
import { isSplit, type Widths } from "./widths.ts";

/** A stored fit over the complete rows. */
export interface Fit {
  readonly k: number;
  readonly inertia: number;
  readonly labels: Int32Array;
}

/** Every index of one fit by its id; null where it cannot be said. */
export type Indices = Readonly<Record<MetricId, number | null>>;

/** silhouettes: of the rows, or of a sample of them. */
export function measureRows(x: Matrix, { k, labels }: Pick<Fit, "k" | "labels">, silhouettes: Float32Array): Indices {
  const fit = isSplit({ labels }) ? { x, labels, scatter: scatterOf(x, labels, k), silhouettes } : null;
  const values = metrics.map((metric) => [metric.id, fit && defined(metric.measure(fit))] as const);
  return Object.fromEntries(values) as Record<MetricId, number | null>;
}

/** The table of the k chart: one row of measures a fit. widths: one a fit; choice: null where the algorithm chose. */
export function measureFits(
  x: Matrix,
  fits: readonly Fit[],
  widths: readonly Widths[],
  clouds: readonly { readonly shape: CloudShape; readonly indices: readonly Indices[] }[],
  choice: Pick<ClusteringConfig, "k" | "kMin" | "kMax"> | null,
): FitMeasures[] {
  const ks = fits.map(({ k }) => k);
  const offered = choice ? offeredKs(ks, choice) : ks;
  const nullOf = (shape: CloudShape, at: number) =>
    rangeOver(clouds.filter((cloud) => cloud.shape === shape).map(({ indices }) => indices[at]?.silhouette));
  return fits.map((fit, i) => {
    const { silhouettes = new Float32Array(0), standardError = null } = widths[i] ?? {};
    return {
      k: fit.k,
      inertia: fit.inertia,
      ...measureRows(x, fit, silhouettes),
      silhouetteStandardError: standardError,
      nullSilhouette: nullOf("gaussian", i),
      flatSilhouette: nullOf("flat", i),
      offered: offered.includes(fit.k),
    };
  });
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Mean width per segment, over its rows whose width is defined. segments: n, 0…k−1, −1 = none. */
export function meanBySegment(widths: Float32Array, segments: Int32Array, k: number): number[] {
  const sums = new Float64Array(k);
  const counts = new Float64Array(k);
  for (const [row, width] of widths.entries()) {
    const segment = segments[row] ?? -1;
    if (segment < 0 || Number.isNaN(width)) continue;
    sums[segment] = (sums[segment] ?? 0) + width;
    counts[segment] = (counts[segment] ?? 0) + 1;
  }
  return Array.from(sums, (sum, segment) => sum / (counts[segment] ?? 0));
}

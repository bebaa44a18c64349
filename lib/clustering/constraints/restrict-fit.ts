import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { type KMeansResult, kMeans } from "../../kernels/k-means.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { boundsOfSizes, isLimited, type SizeLimits } from "./limits.ts";
import type { LinkedRows } from "./link-users.ts";
import { type RestrictedFit, restrictedKMeans } from "./restricted-k-means.ts";

export interface FitRules {
  /** Of the free fit. */
  readonly restarts: number;
  readonly limits: SizeLimits;
  readonly links?: LinkedRows | undefined;
}

export interface PricedFit extends RestrictedFit {
  /** Of the fit that keeps to no rule. */
  readonly freeInertia: number;
}

/** Rules move rows, so that other starts may end lower than the free fit's: so many more at most, where they take little. */
const moreStarts = 3;
const cheapProducts = 5e6;
/** Limits are first met on so many rows, at most. */
const sampledRows = 30_000;

/** A k-means fit moved to where it keeps to rules, with what they cost; null where there are none. */
export function restrictFit(
  kernels: Kernels,
  x: Matrix,
  k: number,
  free: KMeansResult,
  { limits, links = noLinks, restarts }: FitRules,
  random: Random,
): PricedFit | null {
  const hasLimits = isLimited(limits);
  if (!hasLimits && links.units.length === 0) return null;
  const rulesOf = ({ rows }: Matrix) => ({ links, sizes: hasLimits ? boundsOfSizes(rows, k, limits) : null });
  const more = x.rows * x.cols * k <= cheapProducts ? Math.min(moreStarts, restarts - 1) : 0;
  const starts = [
    free.exactCentres,
    ...Array.from({ length: more }, (_, start) => {
      const options = { k, restarts: 1, random: random.fork(`restricted ${start}`) };
      return kMeans(kernels, x, options).exactCentres;
    }),
  ];
  if (links.units.length === 0 && x.rows >= 2 * sampledRows) {
    const some = everySo(x, Math.ceil(x.rows / sampledRows));
    const { centres } = restrictedKMeans(some, k, free.exactCentres, rulesOf(some));
    starts[0] = Float64Array.from(centres.data);
  }
  const fits = starts.map((start) => restrictedKMeans(x, k, start, rulesOf(x)));
  const best = fits.reduce((one, other) => (other.inertia < one.inertia ? other : one));
  return { ...best, freeInertia: free.inertia };
}

const noLinks: LinkedRows = { units: [], apart: [] };

function everySo({ data, rows, cols }: Matrix, stride: number): Matrix {
  const some = new Float32Array(Math.ceil(rows / stride) * cols);
  for (let row = 0, at = 0; row < rows; row += stride, at += cols)
    some.set(data.subarray(row * cols, (row + 1) * cols), at);
  return { data: some, rows: some.length / cols, cols };
}

import type { ClusteringConfig } from "../clustering/schema.ts";
import type { FitMeasures } from "./schema.ts";

type Choice = Pick<ClusteringConfig, "k" | "kMin" | "kMax">;

/**
 * Which fits may be chosen: the asked k alone counts beside the range kMin…kMax; where no fit lies in the range (too few
 * different users) the largest one that exists.
 */
export function offeredKs(ks: readonly number[], { k, kMin, kMax }: Choice): readonly number[] {
  const offered = ks.filter((one) => one === k || (one >= kMin && one <= kMax));
  return offered.length > 0 ? offered : ks.slice(-1);
}

/**
 * The fit to go on with: the asked k, else the offered one of the highest mean silhouette (Kaufman & Rousseeuw 1990,
 * ch. 2); ties, and fits whose silhouette is undefined, go to the smaller k.
 */
export function chooseFit<F extends Pick<FitMeasures, "k" | "silhouette" | "offered">>(
  fits: readonly F[],
  asked: ClusteringConfig["k"],
): F {
  const candidates = fits.filter((fit) => (asked === "auto" ? fit.offered : fit.k === asked));
  const [first, ...rest] = candidates.toSorted((a, b) => a.k - b.k);
  if (first === undefined) throw new RangeError(`no fit with k = ${asked}`);
  return rest.reduce((best, fit) => ((fit.silhouette ?? -2) > (best.silhouette ?? -2) ? fit : best), first);
}

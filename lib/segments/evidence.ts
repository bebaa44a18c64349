import type { DipResult } from "../evaluation/judges-schema.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";

export interface Evaluated extends Pick<EvaluationSummary, "k" | "fits" | "silhouette"> {
  readonly judges?: EvaluationSummary["judges"] | undefined;
}

/** What speaks for groups, each read beside clouds that have none. */
export interface Evidence {
  /** Clouds were drawn to compare with. */
  readonly isCompared: boolean;
  /** Segments are further apart than a cloud's slices: by silhouette, by density, or because no Gaussian cloud fell apart at all. */
  readonly isApart: boolean;
  /** Users gather around more than one peak; null where it was not tested. */
  readonly hasPeaks: boolean | null;
}

/** Less than this above Gaussian clouds is the cloud's shape for the most part (Online Retail's slices are .03 to .05 above). */
const margin = 0.05;
/** Above the highest of the flat clouds: what three of them leave open, seeing that the best of several k was taken. */
const flatMargin = 0.025;
/** Chance of a dip in data with one peak, over all pairs looked at. */
const level = 0.01;

/**
 * STATISTICS.md rules 1 and 4. A silhouette counts where it is above every cloud, Gaussian and flat, by more than those leave
 * open: a flat cloud falls into slices the most easily. It does not tell long tails from groups, and a dip does
 * not tell steps of a count from groups: either alone is deceived, so both are asked for (lib/evaluation/CALIBRATION.md). Where an
 * algorithm leaves users out, everybody counts.
 */
export function weighEvidence({ k, fits, silhouette, judges }: Evaluated): Evidence {
  const fit = fits.find((one) => one.k === k);
  const ofKept = { share: 1, gaussian: fit?.nullSilhouette ?? null, flat: fit?.flatSilhouette ?? null };
  const { share, gaussian: cloud, flat } = judges?.everybody ?? ofKept;
  const noneFell = stayedWhole(judges);
  const width = (silhouette.mean ?? -1) * share;
  const isAboveGaussian = cloud ? width > cloud.high && width - cloud.mean >= margin : noneFell && width > 0;
  const isAboveFlat = flat === null || width > flat.high + flatMargin;
  return {
    isCompared: cloud !== null || noneFell,
    isApart: (isAboveGaussian && isAboveFlat) || isDenser(judges),
    hasPeaks: judges ? findsPeaks(judges.dips) : null,
  };
}

/** Clouds of the same covariance were drawn, and the algorithm found no two groups in any. */
export function stayedWhole(judges: Evaluated["judges"]): boolean {
  return judges !== undefined && judges.clouds.gaussian.drawn > 0 && judges.clouds.gaussian.split === 0;
}

function isDenser(judges: Evaluated["judges"]): boolean {
  if (!judges?.density.ok) return false;
  const { value, null: clouds } = judges.density.value;
  return clouds !== null && value > 0 && value > clouds.high + margin;
}

/**
 * On the first axis, or between some segment and its neighbour, however many such pairs there are: Bonferroni, but that pairs which
 * share the smallest p value share its price (Simes 1986, doi:10.1093/biomet/73.3.751). Smaller than .0005 none is known, so that of
 * twenty pairs or more one alone could never tell.
 */
export function findsPeaks(dips: readonly Pick<DipResult, "axis" | "pValue">[]): boolean {
  const pairs = dips.flatMap(({ axis, pValue }) => (axis === "pair" ? [pValue] : []));
  const least = Math.min(...pairs);
  const ties = pairs.filter((pValue) => pValue === least).length;
  const first = dips.some(({ axis, pValue }) => axis === "first" && pValue < level);
  return first || (ties > 0 && (least * pairs.length) / ties < level);
}

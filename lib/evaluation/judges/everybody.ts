import type { EverybodyResult } from "../judges-schema.ts";
import { type CloudShape, rangeOver } from "../null-cloud.ts";
import type { NullCloud } from "../null-fits.ts";

interface Counted {
  readonly clouds: readonly Pick<NullCloud, "shape" | "fits" | "indices">[];
  /** Position of the chosen fit among those of each cloud. */
  readonly at: number;
  /** Of the data: n, 0…k−1, −1 = none. */
  readonly segments: Int32Array;
}

/**
 * Silhouettes with everybody counted, 0 for who is in no segment (as density-based validity counts noise: Moulavi et al. 2014). Over those
 * kept alone the silhouette rises with everyone left out, so that the few densest specks of a cloud pass for groups far apart, and the
 * less a cloud keeps the higher. A cloud that stays whole gives 0. null where nobody is left out, neither of the data nor of a
 * cloud: there the silhouette says it.
 */
export function countEverybody({ clouds, at, segments }: Counted): EverybodyResult | null {
  const shares = clouds.map(({ fits }) => shareKept(fits[at]?.labels ?? new Int32Array(0)));
  const share = shareKept(segments);
  if (share === 1 && shares.every((one) => one === 1)) return null;
  const widths = clouds.map(({ indices }, i) => (indices[at]?.silhouette ?? 0) * (shares[i] ?? 1));
  const range = (shape: CloudShape) => rangeOver(widths.filter((_, i) => clouds[i]?.shape === shape));
  return { share, gaussian: range("gaussian"), flat: range("flat") };
}

function shareKept(labels: Int32Array): number {
  return labels.length > 0 ? labels.filter((label) => label >= 0).length / labels.length : 1;
}

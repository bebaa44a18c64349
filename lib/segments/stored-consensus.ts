import { readAgreement } from "../clustering/consensus/stored-agreement.ts";
import type { ClusteringSummary } from "../clustering/schema.ts";
import { readLabels } from "../clustering/stored-fits.ts";
import type { ConsensusData } from "./consensus-schema.ts";

/** What many runs agree on, by the numbers of segments; null where the algorithm was no consensus. segments: a user each. */
export function readConsensus(
  clusteringFolder: string,
  clustering: ClusteringSummary,
  segments: Int32Array,
  k: number,
): ConsensusData | null {
  const agreement = readAgreement(clusteringFolder);
  const at = clustering.fits.findIndex((fit) => fit.k === k);
  const between = agreement?.between[at];
  if (!agreement || !between) return null;
  const labels = readLabels(clusteringFolder, clustering, at);
  const labelOf = Array.from({ length: k }, (_, segment) => labels[segments.indexOf(segment)] ?? -1);
  const segmentAt = (place: number) => segments[agreement.users[place] ?? 0] ?? -1;
  const order = [...agreement.users.keys()].sort((a, b) => segmentAt(a) - segmentAt(b) || a - b);
  return {
    runs: agreement.runs,
    segments: order.map(segmentAt),
    together: order.flatMap((a, place) =>
      order.slice(0, place).map((b) => agreement.together[pairAt(Math.max(a, b), Math.min(a, b))] ?? 0),
    ),
    between: labelOf.map((a) => labelOf.map((b) => between[a * k + b] ?? null)),
  };
}

function pairAt(later: number, earlier: number): number {
  return (later * (later - 1)) / 2 + earlier;
}

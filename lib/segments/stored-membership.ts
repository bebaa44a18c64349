import type { ClusteringSummary } from "../clustering/schema.ts";
import { readLabels } from "../clustering/stored-fits.ts";
import { openMembership } from "../clustering/stored-membership.ts";
import type { MembershipRows } from "./membership.ts";

/**
 * How surely everybody belongs to each of the k segments that were found, in their order, NaN of a segment that nobody is in; null where
 * the algorithm does not say.
 */
export function openSegmentMembership(
  clusteringFolder: string,
  clustering: ClusteringSummary,
  segments: Int32Array,
  k: number,
): { readonly rows: MembershipRows; close(): void } | null {
  const at = clustering.fits.findIndex((fit) => fit.k === k);
  const stored = k > 1 ? openMembership(clusteringFolder, clustering, at) : null;
  if (!stored) return null;
  const labels = readLabels(clusteringFolder, clustering, at);
  const labelOf = Array.from({ length: k }, (_, segment) => labels[segments.indexOf(segment)] ?? -1);
  return {
    rows(from, to) {
      const told = new Float32Array((to - from) * k);
      stored.read(from, to, told);
      return told.map((_, place) => {
        const label = labelOf[place % k] ?? -1;
        return label < 0 ? Number.NaN : (told[place - (place % k) + label] ?? Number.NaN);
      });
    },
    close: stored.close,
  };
}

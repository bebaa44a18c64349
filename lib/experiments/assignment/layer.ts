import type { BucketRange } from "./plan.ts";
import { uniformOf } from "./uniform.ts";

/** A layer's users fall into as many buckets; experiments of one layer own different ones, so that nobody is in two. */
export const bucketsOfLayer = 1000;

export function bucketOf(layerKey: string, userId: string): number {
  return Math.floor(uniformOf(layerKey, userId) * bucketsOfLayer);
}

/**
 * The lowest free buckets of a layer for an experiment that takes a share of its users; null where fewer are free.
 * share: 0…1, rounded to whole buckets, one at least. taken: those of experiments that have not ended.
 */
export function takeBuckets(share: number, taken: readonly BucketRange[]): BucketRange[] | null {
  let missing = Math.max(1, Math.round(share * bucketsOfLayer));
  const isTaken = new Uint8Array(bucketsOfLayer);
  for (const { from, to } of taken) isTaken.fill(1, from, to);
  const found: { from: number; to: number }[] = [];
  for (let bucket = 0; bucket < bucketsOfLayer && missing > 0; bucket++) {
    if (isTaken[bucket]) continue;
    const last = found.at(-1);
    if (last?.to === bucket) last.to++;
    else found.push({ from: bucket, to: bucket + 1 });
    missing--;
  }
  return missing > 0 ? null : found;
}

/** Share of a layer that no experiment has. */
export function freeShare(taken: readonly BucketRange[]): number {
  const isTaken = new Uint8Array(bucketsOfLayer);
  for (const { from, to } of taken) isTaken.fill(1, from, to);
  return isTaken.filter((one) => one === 0).length / bucketsOfLayer;
}

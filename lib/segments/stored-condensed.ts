import { join } from "node:path";
import type { DrawnTree } from "../clustering/density/drawn-tree.ts";
import { readCondensed } from "../clustering/stored-fits.ts";
import { readNumbers } from "../platform/number-file.ts";

/** What groups parted from, by the numbers of segments; null where the algorithm keeps no such tree. segments: a user each, −1 = none. */
export function readCondensedTree(clusteringFolder: string, segments: Int32Array): DrawnTree | null {
  const tree = readCondensed(clusteringFolder);
  if (!tree) return null;
  const labels = readNumbers(join(clusteringFolder, "labels.i32"), new Int32Array(segments.length));
  const segmentOf = new Map<number, number>();
  for (const [user, label] of labels.entries()) {
    const segment = segments[user] ?? -1;
    if (label >= 0 && segment >= 0 && !segmentOf.has(label)) segmentOf.set(label, segment);
  }
  const clusters = tree.clusters.map((cluster) => ({ ...cluster, label: segmentOf.get(cluster.label) ?? -1 }));
  return { ...tree, clusters };
}

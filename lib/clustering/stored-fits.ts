import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Matrix } from "../core/matrix.ts";
import { blockRows, blocksOfRows, type RowSource } from "../core/row-source.ts";
import type { MergeTree } from "../kernels/merge-tree.ts";
import { openNumbers, readNumbers, writeNumbers, writePieces } from "../platform/number-file.ts";
import type { Fit } from "./algorithms/algorithm.ts";
import { mergeRows } from "./complete-rows.ts";
import { writeAgreement } from "./consensus/stored-agreement.ts";
import type { DrawnTree } from "./density/drawn-tree.ts";
import { largestCluster, placeByNearest } from "./placing.ts";
import type { ClusteringSummary } from "./schema.ts";
import type { SplitSource } from "./streaming/split-source.ts";

/** A fit over all users: those who miss a feature are placed with the nearest centre. */
export interface StoredFit extends Pick<ClusteringSummary["fits"][number], "k" | "inertia"> {
  /** Of all users; −1: noise. */
  readonly labels: Int32Array;
  readonly centres: Matrix;
}

/**
 * labels.i32 and centres.f32 as `ClusteringSummary` says; strength.f32 and outliers.f32 (users a fit, NaN for the placed)
 * where the algorithm has them; condensed-tree.json of one that goes by density, consensus.json of one that asks many runs; tree-left.i32, tree-right.i32, tree-height.f64, tree-size.i32
 * of the finest fit that has a tree, and tree-leaf.i32 (users; −1: placed). settle: the last word on who is where, once everybody is placed.
 */
export function writeFits(
  out: string,
  fits: readonly Fit[],
  split: Pick<SplitSource, "completeAt" | "partial" | "partialAt">,
  users: number,
  settle: (labels: Int32Array, fit: Fit) => void = () => {},
): void {
  writePieces(join(out, "labels.i32"), labelsOf(fits, split, users, settle));
  writeNumbers(join(out, "centres.f32"), Float32Array.from(fits.flatMap(({ centres }) => [...centres.data])));
  const unknown = new Float32Array(split.partial.rows).fill(Number.NaN);
  for (const [name, of] of rowFigures) {
    const figures = fits.flatMap((fit) => of(fit) ?? []);
    if (figures.length < fits.length || fits.length === 0) continue;
    const all = new Float32Array(fits.length * users);
    for (const [i, complete] of figures.entries())
      mergeRows(split, { complete, partial: unknown }, all.subarray(i * users, (i + 1) * users));
    writeNumbers(join(out, name), all);
  }
  const condensed = fits.find((fit) => fit.condensed)?.condensed;
  if (condensed) writeFileSync(join(out, condensedFile), JSON.stringify(condensed));
  writeAgreement(out, fits, split.completeAt);
  const finest = fits.findLast((fit) => fit.tree);
  if (finest?.tree) {
    for (const [part, name] of treeFiles) writeNumbers(join(out, name), finest.tree[part]);
    const complete = finest.leafOf ?? Int32Array.from(finest.labels.keys());
    const placed = new Int32Array(split.partial.rows).fill(-1);
    writeNumbers(join(out, leafFile), mergeRows(split, { complete, partial: placed }, new Int32Array(users)));
  }
}

function* labelsOf(
  fits: readonly Fit[],
  split: Pick<SplitSource, "completeAt" | "partial" | "partialAt">,
  users: number,
  settle: (labels: Int32Array, fit: Fit) => void,
): Generator<Int32Array> {
  const labels = new Int32Array(users);
  for (const fit of fits) {
    settle(mergeRows(split, { complete: fit.labels, partial: placePartial(split.partial, fit) }, labels), fit);
    yield labels;
  }
}

function placePartial(partial: RowSource, { k, labels, centres }: Fit): Int32Array {
  const placed = new Int32Array(partial.rows).fill(-1);
  if (k === 0 || partial.rows === 0) return placed;
  const fallback = largestCluster(labels, k);
  const size = Math.min(partial.rows, blockRows(partial.cols));
  const block = new Float32Array(size * partial.cols);
  for (const [from, to] of blocksOfRows(partial.rows, size)) {
    partial.read(from, to, block);
    placed.set(placeByNearest({ data: block, rows: to - from, cols: partial.cols }, centres, fallback), from);
  }
  return placed;
}

const rowFigures = [
  ["strength.f32", ({ strength }: Fit) => strength],
  ["outliers.f32", ({ outlierScores }: Fit) => outlierScores],
] as const;

const condensedFile = "condensed-tree.json";

/** null where the algorithm built none. */
export function readCondensed(folder: string): DrawnTree | null {
  const file = join(folder, condensedFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

const leafFile = "tree-leaf.i32";
const treeFiles = [
  ["left", "tree-left.i32"],
  ["right", "tree-right.i32"],
  ["height", "tree-height.f64"],
  ["size", "tree-size.i32"],
] as const satisfies readonly (readonly [keyof MergeTree, string])[];

export function readFits(folder: string, { fits, users, columns }: ClusteringSummary): StoredFit[] {
  const labels = readNumbers(join(folder, "labels.i32"), new Int32Array(fits.length * users));
  const clusters = fits.reduce((sum, { k }) => sum + k, 0);
  const centres = readNumbers(join(folder, "centres.f32"), new Float32Array(clusters * columns));
  let start = 0;
  return fits.map(({ k, inertia }, i) => {
    const data = centres.subarray(start * columns, (start + k) * columns);
    start += k;
    return {
      k,
      inertia,
      labels: labels.subarray(i * users, (i + 1) * users),
      centres: { data, rows: k, cols: columns },
    };
  });
}

/** The labels of one of the fits alone. */
export function readLabels(folder: string, { fits, users }: ClusteringSummary, fit: number): Int32Array {
  const labels = new Int32Array(users);
  const file = openNumbers(join(folder, "labels.i32"), fits.length * labels.byteLength);
  try {
    file.read(fit * labels.byteLength, labels);
  } finally {
    file.close();
  }
  return labels;
}

export interface StoredTree extends MergeTree {
  /** User → leaf; −1: who misses a feature, and was placed. */
  readonly leafOf: Int32Array;
}

/** null where the algorithm built none. */
export function readTree(folder: string): StoredTree | null {
  const sizes = join(folder, "tree-size.i32");
  if (!existsSync(sizes)) return null;
  const leaves = join(folder, leafFile);
  const merges = statSync(sizes).size / Int32Array.BYTES_PER_ELEMENT;
  return {
    left: readNumbers(join(folder, "tree-left.i32"), new Int32Array(merges)),
    right: readNumbers(join(folder, "tree-right.i32"), new Int32Array(merges)),
    height: readNumbers(join(folder, "tree-height.f64"), new Float64Array(merges)),
    size: readNumbers(sizes, new Int32Array(merges)),
    leafOf: readNumbers(leaves, new Int32Array(statSync(leaves).size / Int32Array.BYTES_PER_ELEMENT)),
  };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Matrix } from "../core/matrix.ts";
import { gatherSourceRows } from "../core/row-source.ts";
import { openRows } from "../platform/number-file.ts";
import type { Block, BlockId } from "./fusion.ts";
import type { BlockSummary } from "./schema.ts";
import { findMatrix } from "./stored-matrix.ts";

/** Weights of the blocks that a run has; a features' weight of 0 leaves them out. */
export type BlockWeights = Readonly<Partial<Record<BlockId, number>>>;

/** Whose text block is read; absent: the text stage's. */
export interface TextChoice {
  readonly text?: "adapt";
}

/** How many columns of a block are read, from the first; absent: all that its stage left. */
export type BlockDimensions = Readonly<Partial<Record<"text" | "behaviour", number>>>;

export interface BlockChoice extends TextChoice {
  readonly dimensions?: BlockDimensions;
}

/**
 * The blocks of a run, users in its row order. folder: where the finished files of a stage lie. rows: of whom, ascending; absent:
 * of everybody.
 */
export function readBlocks(
  weights: BlockWeights,
  folder: (stage: string) => string,
  { text, dimensions = {} }: BlockChoice = {},
  rows?: Int32Array,
): Block[] {
  const blocks: Block[] = [];
  const features = findMatrix(folder, {});
  if ((weights.features ?? 0) > 0 && features.columns.length > 0) {
    const { path, users, columns, categories } = features;
    const matrix = { ...readRows(path, users, columns.length, rows), categories };
    blocks.push({ id: "features", matrix, columns, weight: weights.features ?? 1 });
  }
  for (const id of ["text", "behaviour"] as const) {
    const weight = weights[id];
    if (weight === undefined) continue;
    const own = folder(id === "text" ? (text ?? "text") : id);
    const { users, columns }: BlockSummary = JSON.parse(readFileSync(join(own, "block.json"), "utf8"));
    const matrix = firstColumns(readRows(join(own, "block.f32"), users, columns.length, rows), dimensions[id]);
    blocks.push({ id, matrix, columns: columns.slice(0, matrix.cols), weight });
  }
  return blocks;
}

function readRows(path: string, users: number, cols: number, rows: Int32Array | undefined): Matrix {
  const source = openRows(path, users, cols);
  try {
    if (rows) return gatherSourceRows(source, rows);
    const data = new Float32Array(users * cols);
    source.read(0, users, data);
    return { data, rows: users, cols };
  } finally {
    source.close();
  }
}

function firstColumns(x: Matrix, width = x.cols): Matrix {
  if (width >= x.cols) return x;
  const data = new Float32Array(x.rows * width);
  for (let row = 0; row < x.rows; row++) {
    data.set(x.data.subarray(row * x.cols, row * x.cols + width), row * width);
  }
  return { data, rows: x.rows, cols: width };
}

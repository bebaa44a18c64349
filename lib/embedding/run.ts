import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import type { Stage, StageContext } from "../core/stage.ts";
import { readNumbers, writeNumbers } from "../platform/number-file.ts";
import { type Block, type BlockId, coverageOf, fuseBlocks } from "./fusion.ts";
import { leftOutFor } from "./left-out.ts";
import type { BlockSummary, FusedBlockSummary, FusionSummary } from "./schema.ts";
import { findMatrix } from "./stored-matrix.ts";

/** Weights of the blocks that a run has; a features' weight of 0 leaves them out. */
export type FusionParams = Readonly<Partial<Record<BlockId, number>>>;

/** Joins the blocks into the one matrix that is clustered. */
export const fusionStage: Stage<FusionParams> = {
  name: "fusion",
  async run(params, context) {
    context.progress({ fraction: 0, sentence: { en: "Joining what is known", zh: "正在融合各类信息" } });
    const blocks = readBlocks(params, context);
    const users = blocks[0]?.matrix.rows ?? 0;
    const judged = blocks.map((block) => ({ block, leftOut: leftOutFor(block.id, coverageOf(block.matrix)) }));
    const used = judged.filter(({ leftOut }) => leftOut === null).map(({ block }) => block);
    if (used.length === 0) {
      const problem = judged.map(({ leftOut }) => leftOut?.en ?? "").join(" ");
      throw new CladeError("NO_FEATURES", { problem: problem || "every block is left out" });
    }
    const { matrix, columns } = fuseBlocks(used);
    const summary: FusionSummary = {
      ...{ users, columns },
      blocks: judged.map(
        ({ block: { id, matrix: one, weight }, leftOut }): FusedBlockSummary => ({
          ...{ id, weight, leftOut },
          columns: one.cols,
          coverage: coverageOf(one),
        }),
      ),
      notes: judged.flatMap(({ leftOut }): Localised[] => (leftOut ? [leftOut] : [])),
    };
    writeNumbers(join(context.out, "matrix.f32"), matrix.data);
    writeFileSync(join(context.out, "fusion.json"), JSON.stringify(summary));
  },
};

function readBlocks(params: FusionParams, { input }: StageContext): Block[] {
  const features = findMatrix(input, {});
  const blocks: Block[] = [];
  if ((params.features ?? 0) > 0 && features.columns.length > 0) {
    const { path, users, columns } = features;
    const data = readNumbers(path, new Float32Array(users * columns.length));
    blocks.push({
      id: "features",
      matrix: { data, rows: users, cols: columns.length },
      columns,
      weight: params.features ?? 1,
    });
  }
  for (const id of ["text", "behaviour"] as const) {
    const weight = params[id];
    if (weight === undefined) continue;
    const { users, columns }: BlockSummary = JSON.parse(readFileSync(join(input(id), "block.json"), "utf8"));
    const data = readNumbers(join(input(id), "block.f32"), new Float32Array(users * columns.length));
    blocks.push({ id, matrix: { data, rows: users, cols: columns.length }, columns, weight });
  }
  return blocks;
}

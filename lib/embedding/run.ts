import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import { createRandom } from "../core/random.ts";
import type { Stage } from "../core/stage.ts";
import { openKernels } from "../kernels/pool.ts";
import { writeNumbers } from "../platform/number-file.ts";
import { membershipColumns, segmentBlock } from "./block-segments.ts";
import { type Block, coverageOf, fuseBlocks } from "./fusion.ts";
import { leftOutFor } from "./left-out.ts";
import type { FusedBlockSummary, FusionSummary } from "./schema.ts";
import { type BlockChoice, type BlockWeights, readBlocks } from "./stored-blocks.ts";

export interface FusionParams extends BlockChoice {
  readonly weights: BlockWeights;
  /** The blocks' own segments are joined in place of their columns: so many of each block. Absent: the columns. */
  readonly late?: { readonly k: number; readonly seed: number };
}

/** Joins the blocks, or their segments, into the one matrix that is clustered. */
export const fusionStage: Stage<FusionParams> = {
  name: "fusion",
  async run({ weights, late, ...choice }, context) {
    context.progress({ fraction: 0, sentence: { en: "Joining what is known", zh: "正在融合各类信息" } });
    const blocks = readBlocks(weights, context.input, choice);
    const users = blocks[0]?.matrix.rows ?? 0;
    const judged = blocks.map((block) => ({ block, leftOut: leftOutFor(block.id, coverageOf(block.matrix)) }));
    const used = judged.filter(({ leftOut }) => leftOut === null).map(({ block }) => block);
    if (used.length === 0) {
      const problem = judged.map(({ leftOut }) => leftOut?.en ?? "").join(" ");
      throw new CladeError("NO_FEATURES", { problem: problem || "every block is left out" });
    }
    const { matrix, columns } = fuseBlocks(late ? await segmentsOf(used, late, context.threads) : used);
    const summary: FusionSummary = {
      ...{ users, columns },
      categories: matrix.categories ?? [],
      blocks: judged.map(
        ({ block: { id, matrix: one, weight }, leftOut }): FusedBlockSummary => ({
          ...{ id, weight, leftOut },
          columns: one.cols,
          coverage: coverageOf(one),
        }),
      ),
      notes: [
        ...judged.flatMap(({ leftOut }): Localised[] => (leftOut ? [leftOut] : [])),
        ...(late ? [lateNote(used.length)] : []),
      ],
    };
    writeNumbers(join(context.out, "matrix.f32"), matrix.data);
    writeFileSync(join(context.out, "fusion.json"), JSON.stringify(summary));
  },
};

/** Each block's segments in place of its columns; one that nobody has whole stays as it is. */
async function segmentsOf(
  blocks: readonly Block[],
  { k, seed }: NonNullable<FusionParams["late"]>,
  threads: number,
): Promise<Block[]> {
  const random = createRandom(seed).fork("late fusion");
  const kernels = await openKernels({ threads });
  try {
    return blocks.map((block) => {
      const matrix = membershipColumns(segmentBlock(kernels, block.matrix, k, random.fork(block.id)));
      if (matrix.cols === 0) return block;
      const columns = Array.from({ length: matrix.cols }, (_, j) => `${block.id} segment ${j + 1}`);
      return { ...block, matrix, columns };
    });
  } finally {
    await kernels.close();
  }
}

function lateNote(blocks: number): Localised {
  return {
    en: `Segments are the consensus of ${blocks} partitions, one a block; silhouettes are of agreement and not to be compared with those of a run that joins the columns.`,
    zh: `人群是 ${blocks} 种划分（每类信息一种）的共识；轮廓系数反映划分的一致程度，不能与直接融合各列的分析比较。`,
  };
}

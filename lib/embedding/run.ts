import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import type { Stage } from "../core/stage.ts";
import { writeNumbers } from "../platform/number-file.ts";
import { coverageOf, fuseBlocks } from "./fusion.ts";
import { leftOutFor } from "./left-out.ts";
import type { FusedBlockSummary, FusionSummary } from "./schema.ts";
import { type BlockWeights, readBlocks } from "./stored-blocks.ts";

/** Joins the blocks into the one matrix that is clustered. */
export const fusionStage: Stage<BlockWeights> = {
  name: "fusion",
  async run(params, context) {
    context.progress({ fraction: 0, sentence: { en: "Joining what is known", zh: "正在融合各类信息" } });
    const blocks = readBlocks(params, context.input);
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

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage } from "../../core/stage.ts";
import { segmentBlock } from "../../embedding/block-segments.ts";
import { type Block, type BlockId, coverageOf, fuseBlocks } from "../../embedding/fusion.ts";
import type { FusionSummary } from "../../embedding/schema.ts";
import { type BlockChoice, type BlockWeights, readBlocks } from "../../embedding/stored-blocks.ts";
import { openKernels } from "../../kernels/pool.ts";
import { readNumbers } from "../../platform/number-file.ts";
import { simpleSample } from "../sample.ts";
import type { EvaluationSummary } from "../schema.ts";
import { agreementOf, describeBlock } from "./compare-blocks.ts";
import type { ContributionSummary } from "./schema.ts";

export interface ContributionParams extends BlockChoice {
  readonly weights: BlockWeights;
  readonly seed: number;
  /** {@link mostCompared} where not said. */
  readonly compareUpTo?: number;
}

/** Beyond so many users a simple random sample is compared: two partitions agree on it as on all to about .002. */
const mostCompared = 200_000;

/** What each block does to the run's segments: contribution.json. */
export const contributionStage: Stage<ContributionParams> = {
  name: "contribution",
  async run({ weights, seed, compareUpTo = mostCompared, ...choice }, { input, out, threads, progress }) {
    const say = (fraction: number) =>
      progress({ fraction, sentence: { en: "Comparing the blocks", zh: "正在比较各类信息" } });
    say(0);
    const { users, k } = readJson<EvaluationSummary>(join(input("evaluation"), "evaluation.json"));
    // Fixed segments come from a rule and from no block: their users are in none that blocks could find.
    const all = readNumbers(join(input("evaluation"), "labels.i32"), new Int32Array(users));
    const random = createRandom(seed).fork("contribution");
    const rows = users > compareUpTo ? simpleSample(users, compareUpTo, random.fork("sample")) : undefined;
    const labels = (rows?.map((row) => all[row] ?? -1) ?? all).map((label) => (label < k ? label : -1));
    const fused = readJson<FusionSummary>(join(input("fusion"), "fusion.json"));
    const used = new Set<BlockId>(fused.blocks.flatMap(({ id, leftOut }) => (leftOut ? [] : [id])));
    const blocks = readBlocks(weights, input, choice, rows);
    const kernels = await openKernels({ threads });
    try {
      const compare = (x: Matrix, name: string) => agreementOf(segmentBlock(kernels, x, k, random.fork(name)), labels);
      const join = (some: readonly Block[], name: string) =>
        some.length === 0 ? null : compare(fuseBlocks(some).matrix, name);
      const inDistances = blocks.filter(({ id }) => used.has(id));
      const again = join(inDistances, "again") ?? { users: 0, ari: 0, ami: 0 };
      const summary: ContributionSummary = {
        ...{ k, again },
        blocks: blocks.map(({ id, matrix }, at) => {
          say((at + 1) / (blocks.length + 1));
          const isUsed = used.has(id);
          const alone = compare(matrix, `alone ${id}`);
          const others = inDistances.filter((block) => block.id !== id);
          const without = isUsed ? join(others, `without ${id}`) : null;
          const sentence = describeBlock(id, isUsed, alone, without, again);
          const coverage = fused.blocks.find((block) => block.id === id)?.coverage ?? coverageOf(matrix);
          return { id, isUsed, coverage, alone, without, sentence };
        }),
        ...(rows ? { note: sampleNote(rows.length, users) } : {}),
      };
      writeFileSync(`${out}/contribution.json`, JSON.stringify(summary));
    } finally {
      await kernels.close();
    }
  },
};

function sampleNote(compared: number, users: number): Localised {
  const [some, all] = [formatNumber(compared), formatNumber(users)];
  return {
    en: `The blocks are compared on ${some} of ${all} users, drawn at random.`,
    zh: `各类信息在随机抽取的 ${some} 位用户（共 ${all} 位）上比较。`,
  };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}

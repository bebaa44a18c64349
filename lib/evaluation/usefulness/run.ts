import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom, type Random } from "../../core/random.ts";
import type { Stage } from "../../core/stage.ts";
import { membershipColumns, segmentBlock } from "../../embedding/block-segments.ts";
import { type Block, fuseBlocks } from "../../embedding/fusion.ts";
import { readBlocks } from "../../embedding/stored-blocks.ts";
import type { IngestSummary } from "../../ingest/schema.ts";
import { openKernels } from "../../kernels/pool.ts";
import { joinColumns } from "../labels/standardise.ts";
import type { EvaluationSummary } from "../schema.ts";
import { baseColumns, winsoriseTop } from "./base.ts";
import { cutAt } from "./cut.ts";
import { describeUsefulness, notEnough, notes } from "./describe.ts";
import { differenceOf, measuresOf, type Told, tellLater } from "./predict.ts";
import type { UsefulnessOf, UsefulnessSummary } from "./schema.ts";
import { Earlier, type EarlierParams } from "./stored-earlier.ts";
import { type Outcomes, readOutcomes, readPeriod } from "./stored-outcomes.ts";

export interface UsefulnessParams extends EarlierParams {
  readonly seed: number;
}

/**
 * Do the segments tell what comes later? Everything is made again from what was known before a day, and judged by what users
 * bought from then on, beside what past spend and RFM tell (STATISTICS.md rule 6): usefulness.json.
 */
export const usefulnessStage: Stage<UsefulnessParams> = {
  name: "usefulness",
  async run(params, context) {
    const say = (fraction: number, sentence: Localised) => context.progress({ fraction, sentence });
    say(0, { en: "Going back in time", zh: "正在回到过去" });
    const ingest = readJson<IngestSummary>(join(context.input("ingest"), "ingest.json"));
    const { k } = readJson<EvaluationSummary>(join(context.input("evaluation"), "evaluation.json"));
    const period = await readPeriod(ingest, context);
    const cut = period && cutAt(period);
    const write = (summary: UsefulnessSummary) =>
      writeFileSync(join(context.out, "usefulness.json"), JSON.stringify(summary));
    if (!cut) return write(nothing(null, notEnough.time));
    const earlier = new Earlier(context, cut.lastDay, cut.firstHeldOut);
    try {
      const made = await earlier.make(params, say);
      if (!made) return write(nothing(cut, notEnough.users));
      const outcomes = await readOutcomes(ingest, { before: cut.firstHeldOut, from: cut.from }, made.users, {
        ...context,
        input: made.input,
      });
      const returned = outcomes.ordersAfter.filter((orders) => orders > 0).length;
      if (made.users < leastUsers || returned < leastReturned)
        return write({ ...nothing(cut, notEnough.users), users: made.users, returned });
      say(0.8, { en: "Seeing what came after", zh: "正在对照之后的结果" });
      const judged = await judge(outcomes, readBlocks(made.weights, made.input), k, params.seed, context.threads);
      write({
        ...nothing(cut, null),
        users: made.users,
        returned,
        outcome: outcomes.kind,
        ...judged,
        notes: [...notes, ...made.notes],
      });
    } finally {
      earlier.remove();
    }
  },
};

const leastUsers = 200;
const leastReturned = 50;

function nothing(
  cut: { readonly lastDay: string; readonly to: string } | null,
  problem: Localised | null,
): UsefulnessSummary {
  return {
    ...{ cut: cut?.lastDay ?? null, until: cut?.to ?? null, users: 0, returned: 0, outcome: "spend" },
    ...{ winsorisedAt: null, base: null, sets: [], problem, notes: [] },
  };
}

async function judge(outcomes: Outcomes, blocks: readonly Block[], k: number, seed: number, threads: number) {
  const random = createRandom(seed).fork("usefulness");
  const { values, at } = winsoriseTop(outcomes.after);
  const later = { outcome: values, returned: Int32Array.from(outcomes.ordersAfter, (orders) => Number(orders > 0)) };
  const base = baseColumns([outcomes.recency, outcomes.ordersBefore, outcomes.before], outcomes.before);
  const tell = (x: Matrix) => tellLater(x, later, random);
  const baseTold = tell(base);
  const kernels = await openKernels({ threads });
  try {
    let rfmAlone: Told | null = null;
    const sets = setsOf(outcomes, blocks).map(({ id, x }): UsefulnessOf => {
      const segments = membershipColumns(segmentBlock(kernels, x, k, named(random, id)));
      const alone = tell(segments);
      const both = tell(joinColumns([base, segments]));
      const increment = differenceOf(both, baseTold);
      const overRfm = rfmAlone && differenceOf(alone, rfmAlone);
      rfmAlone ??= alone;
      const told = { alone: measuresOf(alone), increment, overRfm };
      return { id, k: segments.cols, ...told, sentence: describeUsefulness(id, outcomes.kind, told) };
    });
    return { winsorisedAt: at, base: measuresOf(baseTold), sets };
  } finally {
    await kernels.close();
  }
}

function named(random: Random, id: string): Random {
  return random.fork(`segments ${id}`);
}

/** The rival first; blocks joined by the weights of the run. */
function setsOf(
  outcomes: Outcomes,
  blocks: readonly Block[],
): { readonly id: UsefulnessOf["id"]; readonly x: Matrix }[] {
  const rfm = [outcomes.recency, outcomes.ordersBefore, outcomes.before].map((values) => ({
    data: Float32Array.from(values, (value) => Math.log1p(Math.max(0, value))),
    rows: values.length,
    cols: 1,
  }));
  const joined = fuseBlocks(
    rfm.map((matrix, i) => ({ id: "features" as const, matrix, columns: [String(i)], weight: 1 })),
  ).matrix;
  return [
    { id: "rfm", x: joined },
    ...blocks.map(({ id, matrix }) => ({ id, x: matrix })),
    ...(blocks.length > 1 ? [{ id: "joined" as const, x: fuseBlocks(blocks).matrix }] : []),
  ];
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}

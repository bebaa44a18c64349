import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Localised } from "../../core/localised.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage } from "../../core/stage.ts";
import type { Block } from "../../embedding/fusion.ts";
import { readBlocks } from "../../embedding/stored-blocks.ts";
import type { IngestSummary } from "../../ingest/schema.ts";
import { openKernels } from "../../kernels/pool.ts";
import type { EvaluationSummary } from "../schema.ts";
import { cutAt, heldOutDays } from "./cut.ts";
import { lifetimeNotes, notEnough, notes } from "./describe.ts";
import { judgeSegments } from "./judge-segments.ts";
import type { UsefulnessSummary } from "./schema.ts";
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
      const judged = await judge(
        outcomes,
        readBlocks(made.weights, made.input, { dimensions: params.dimensions }),
        k,
        params.seed,
        context.threads,
        heldOutDays(cut),
      );
      write({
        ...nothing(cut, null),
        users: made.users,
        returned,
        outcome: outcomes.kind,
        ...judged,
        notes: [...lifetimeNotes(judged.lifetime), ...notes, ...made.notes],
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
    ...{ winsorisedAt: null, base: null, lifetime: null, sets: [], blocks: [], problem, notes: [] },
  };
}

async function judge(
  outcomes: Outcomes,
  blocks: readonly Block[],
  k: number,
  seed: number,
  threads: number,
  heldOut: number,
) {
  const kernels = await openKernels({ threads });
  try {
    return judgeSegments(kernels, outcomes, blocks, k, createRandom(seed).fork("usefulness"), heldOut);
  } finally {
    await kernels.close();
  }
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Localised } from "../../core/localised.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage, StageContext } from "../../core/stage.ts";
import { readBlocks } from "../../embedding/stored-blocks.ts";
import type { IngestSummary, Period } from "../../ingest/schema.ts";
import { openKernels } from "../../kernels/pool.ts";
import { openDuckDb } from "../../platform/duckdb.ts";
import type { EvaluationSummary } from "../schema.ts";
import { type Cut, cutsOf, heldOutDays } from "./cut.ts";
import { howSegmented, lifetimeNotes, notEnough, notesOn } from "./describe.ts";
import { describeHeldUp } from "./describe-origins.ts";
import { heldUp } from "./held-up.ts";
import { judgeSegments } from "./judge-segments.ts";
import type { UsefulnessClustering, UsefulnessOf, UsefulnessOrigin, UsefulnessSummary } from "./schema.ts";
import { Earlier, type EarlierParams, type LearntEncoder, type Say } from "./stored-earlier.ts";
import { readFixedThen } from "./stored-fixed-then.ts";
import { readOutcomes, readPeriod } from "./stored-outcomes.ts";

export interface UsefulnessParams extends EarlierParams {
  readonly clustering: UsefulnessClustering;
  readonly seed: number;
}

/**
 * Do the segments tell what comes later? Everything is made again from what was known at each of several dates, and judged by what
 * users bought in the stretch after it, beside what past spend and RFM tell (STATISTICS.md rule 6): usefulness.json.
 */
export const usefulnessStage: Stage<UsefulnessParams> = {
  name: "usefulness",
  async run(params, context) {
    const say = (fraction: number, sentence: Localised) => context.progress({ fraction, sentence });
    say(0, { en: "Going back in time", zh: "正在回到过去" });
    const ingest = readJson<IngestSummary>(join(context.input("ingest"), "ingest.json"));
    const { k } = readJson<EvaluationSummary>(join(context.input("evaluation"), "evaluation.json"));
    const period = await periodOf(ingest, context);
    const cuts = period ? cutsOf(period) : [];
    const judged: JudgedCut[] = [];
    let encoder: LearntEncoder | undefined;
    for (const [at, cut] of cuts.entries()) {
      const earlier = new Earlier(context, cut, encoder);
      const shown: Say = (fraction, sentence) => say((at + fraction) / cuts.length, sentence);
      const input = { params, ingest, k, cut, isLast: at === cuts.length - 1 };
      try {
        judged.push(await judgeCut(input, context, earlier, shown));
      } finally {
        encoder = earlier.remove();
      }
    }
    const { notes, ...found } = summarise(judged);
    const told = found.problem ? notes : [...notes, howSegmented(k, params.clustering)];
    writeFileSync(join(context.out, "usefulness.json"), JSON.stringify({ ...found, notes: told }));
  },
};

async function periodOf(ingest: IngestSummary, { input, out, threads }: StageContext): Promise<Period | null> {
  const temporaryFolder = join(out, "spill");
  const connection = await openDuckDb({ folders: [input("ingest"), out], threads, temporaryFolder });
  try {
    return await readPeriod(connection, ingest, input("ingest"));
  } finally {
    connection.closeSync();
  }
}

type JudgedCut = Omit<UsefulnessSummary, "origins"> & { readonly cut: string; readonly until: string };

interface CutInput {
  readonly params: UsefulnessParams;
  readonly ingest: IngestSummary;
  readonly k: number;
  readonly cut: Cut;
  readonly isLast: boolean;
}

const leastUsers = 200;
const leastReturned = 50;

async function judgeCut(
  { params, ingest, k, cut, isLast }: CutInput,
  context: StageContext,
  earlier: Earlier,
  say: Say,
): Promise<JudgedCut> {
  const about = { cut: cut.lastDay, until: cut.to };
  const made = await earlier.make(params, say);
  if (!made) return { ...nothing(notEnough.users), ...about };
  const days = { before: cut.firstHeldOut, from: cut.from, to: cut.to };
  const then = { ...context, input: made.input };
  const outcomes = await readOutcomes(ingest, days, made.users, then);
  const returned = outcomes.ordersAfter.filter((orders) => orders > 0).length;
  const counts = { ...about, users: made.users, returned };
  if (made.users < leastUsers || returned < leastReturned) return { ...nothing(notEnough.users), ...counts };
  say(0.8, { en: "Seeing what came after", zh: "正在对照之后的结果" });
  const blocks = readBlocks(made.weights, made.input, { dimensions: params.dimensions });
  const random = createRandom(params.seed).fork("usefulness");
  const fixedOf = await readFixedThen(params.clustering.fixed ?? [], then);
  if (fixedOf === "everybody") return { ...nothing(notEnough.others), ...counts };
  const kernels = await openKernels({ threads: context.threads });
  try {
    const options = { heldOut: heldOutDays(cut), withBlocks: isLast, fixedOf };
    const judged = judgeSegments(kernels, outcomes, blocks, k, random, options);
    const notes = [...lifetimeNotes(judged.lifetime), ...made.notes];
    return { ...counts, outcome: outcomes.kind, ...judged, problem: null, notes };
  } finally {
    await kernels.close();
  }
}

function nothing(problem: Localised): Omit<UsefulnessSummary, "origins"> {
  return {
    ...{ cut: null, until: null, users: 0, returned: 0, outcome: "spend" },
    ...{ winsorisedAt: null, base: null, lifetime: null, sets: [], blocks: [], problem, notes: [] },
  };
}

/** The last cut that could be judged, and how its ways to segment did at the others. */
function summarise(judged: readonly JudgedCut[]): UsefulnessSummary {
  const last = judged.findLast(({ problem }) => problem === null) ?? judged.at(-1);
  if (!last) return { ...nothing(notEnough.time), origins: [] };
  const told = judged.filter(({ problem }) => problem === null);
  const over = (id: UsefulnessOf["id"], of: "increment" | "overRfm") =>
    heldUp(told.map(({ sets }) => sets.find((set) => set.id === id)?.[of]?.gini));
  const sets = last.sets.map((set) => ({
    ...set,
    sentence: describeHeldUp(set.id, last.outcome, over(set.id, "increment"), over(set.id, "overRfm")) ?? set.sentence,
  }));
  const own = told.length > 0 ? notesOn(told.length, stretchOf(last)) : [];
  const origins = judged.map(
    ({ cut, until, users, returned, base, problem, sets: all }): UsefulnessOrigin => ({
      ...{ cut, until, users, returned, base, problem },
      sets: all.map(({ id, alone, increment, overRfm }) => ({ id, alone, increment, overRfm })),
    }),
  );
  return { ...last, sets, origins, notes: [...last.notes, ...own] };
}

function stretchOf({ cut, until }: JudgedCut): number {
  return heldOutDays({ firstHeldOut: cut, to: until }) - 1;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}

import { numberFixed } from "../../clustering/fixed/number-fixed.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { membershipColumns, segmentBlock } from "../../embedding/block-segments.ts";
import { type Block, type BlockId, fuseBlocks } from "../../embedding/fusion.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { joinColumns } from "../labels/standardise.ts";
import { type ExpectedLater, expectLater } from "../lifetime/expect-later.ts";
import { baseColumns, winsoriseTop } from "./base.ts";
import { describeBlock, describeUsefulness } from "./describe.ts";
import { differenceOf, measuresOf, type Told, tellLater } from "./predict.ts";
import type { UsefulnessOf, UsefulnessOfBlock, UsefulnessSummary } from "./schema.ts";
import type { Outcomes } from "./stored-outcomes.ts";

type Judgement = Pick<UsefulnessSummary, "winsorisedAt" | "base" | "lifetime" | "sets" | "blocks">;

export interface JudgeOptions {
  /** Days of the outcomes. */
  readonly heldOut: number;
  /** Ask what each block adds to the others, too. */
  readonly withBlocks: boolean;
  /** Of each user a fixed segment's number, which no algorithm decides, or −1; null: there are none. */
  readonly fixedOf?: Int32Array | null;
}

/**
 * What segments of k by RFM, by each block and by all of them tell of the outcomes, beside past spend, RFM fifths and a model of
 * when customers buy (STATISTICS.md rule 6). Fixed segments stand beside the k found among everybody else; RFM, the rival, has as many
 * segments in all, none of them fixed.
 */
export function judgeSegments(
  kernels: Kernels,
  outcomes: Outcomes,
  blocks: readonly Block[],
  k: number,
  random: Random,
  { heldOut, withBlocks, fixedOf = null }: JudgeOptions,
): Judgement {
  const { values, at } = winsoriseTop(outcomes.after);
  const later = { outcome: values, returned: Int32Array.from(outcomes.ordersAfter, (orders) => Number(orders > 0)) };
  const plain = baseColumns([outcomes.recency, outcomes.ordersBefore, outcomes.before], outcomes.before);
  const expected = expectLater(outcomes.histories, heldOut, random.fork("lifetime"));
  const base = expected.ok ? joinColumns([plain, expectedColumns(expected.value)]) : plain;
  const tell = (x: Matrix) => tellLater(x, later, random);
  const baseTold = tell(base);
  const fixed = fixedOf ? 1 + fixedOf.reduce((most, own) => Math.max(most, own), -1) : 0;
  const segment = (name: string, x: Matrix) => {
    const stream = random.fork(`segments ${name}`);
    if (name === "rfm") return membershipColumns(segmentBlock(kernels, x, k + fixed, stream));
    return membershipColumns(numberFixed(segmentBlock(kernels, withoutFixed(x, fixedOf), k, stream), fixedOf, k));
  };
  const alone = new Map<UsefulnessOf["id"], Told>();
  const sets = setsOf(outcomes, blocks).map(({ id, x }): UsefulnessOf => {
    const segments = segment(id, x);
    const own = tell(segments);
    const rfm = alone.get("rfm");
    alone.set(id, own);
    const told = {
      alone: measuresOf(own),
      increment: differenceOf(tell(joinColumns([base, segments])), baseTold),
      overRfm: rfm ? differenceOf(own, rfm) : null,
    };
    return { id, k: segments.cols, ...told, sentence: describeUsefulness(id, outcomes.kind, told) };
  });
  /** Of two blocks, what is left without the one is the other alone. */
  const withoutIt = (id: BlockId): Told | undefined => {
    const others = blocks.filter((block) => block.id !== id);
    const [only] = others;
    return others.length === 1 && only ? alone.get(only.id) : tell(segment(`without ${id}`, fuseBlocks(others).matrix));
  };
  const joined = alone.get("joined");
  const byBlock =
    joined && withBlocks ? blocks.flatMap(({ id }) => compare(id, joined, withoutIt(id), outcomes.kind)) : [];
  return {
    ...{ winsorisedAt: at, base: measuresOf(baseTold), sets, blocks: byBlock },
    lifetime: expected.ok
      ? {
          model: expected.value.model,
          expected: sumOf(expected.value.purchases),
          bought: sumOf(outcomes.ordersAfter),
          reason: null,
        }
      : { model: null, expected: null, bought: sumOf(outcomes.ordersAfter), reason: expected.reason },
  };
}

/** Nothing is known of users of fixed segments, so that nobody is grouped by them. */
function withoutFixed(x: Matrix, fixedOf: Int32Array | null): Matrix {
  if (!fixedOf) return x;
  const data = x.data.slice();
  for (const [row, own] of fixedOf.entries()) if (own >= 0) data.fill(Number.NaN, row * x.cols, (row + 1) * x.cols);
  return { ...x, data };
}

/** Expected purchases and, where there is money, their worth; logarithms, since both are skewed. */
function expectedColumns({ purchases, worth }: ExpectedLater): Matrix {
  const columns = worth ? [purchases, worth] : [purchases];
  const data = new Float32Array(purchases.length * columns.length);
  for (const [j, column] of columns.entries())
    for (const [row, value] of column.entries()) data[row * columns.length + j] = Math.log1p(Math.max(0, value));
  return { data, rows: purchases.length, cols: columns.length };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function compare(
  id: BlockId,
  joined: Told,
  without: Told | undefined,
  outcome: UsefulnessSummary["outcome"],
): UsefulnessOfBlock[] {
  if (!without) return [];
  const difference = differenceOf(joined, without);
  const sentence = describeBlock(id, outcome, difference);
  return [{ id, with: measuresOf(joined), without: measuresOf(without), difference, sentence }];
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

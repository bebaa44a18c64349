import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { JudgeCurve } from "../judges-schema.ts";
import type { Judge, JudgeInput } from "./judge.ts";

const references = { quick: 8, full: 50 } as const;

/** For each k, in order. */
export interface GapCurve {
  readonly gap: readonly number[];
  /** Standard deviation of log W over the references × √(1 + 1/B), divisor B. */
  readonly standardError: readonly number[];
}

/**
 * Gap statistic: mean over B references of log W_k, less that of the data, W_k the pooled within-cluster sum of squares
 * (Tibshirani, Walther & Hastie 2001, doi:10.1111/1467-9868.00293). logW: one a k; referenceLogW: one such list a reference.
 * W = 0, of rows that all lie on their centres, gives a gap of +∞.
 */
export function gapStatistic(logW: readonly number[], referenceLogW: readonly (readonly number[])[]): GapCurve {
  const b = referenceLogW.length;
  const means = logW.map((_, i) => referenceLogW.reduce((sum, one) => sum + (one[i] ?? 0), 0) / b);
  const deviations = means.map((mean, i) =>
    Math.sqrt(referenceLogW.reduce((sum, one) => sum + ((one[i] ?? 0) - mean) ** 2, 0) / b),
  );
  return {
    gap: means.map((mean, i) => mean - (logW[i] ?? 0)),
    standardError: deviations.map((deviation) => deviation * Math.sqrt(1 + 1 / b)),
  };
}

/** Position of the first k whose gap comes within one standard error of the next one's; the last where none does. */
export function chooseByGap({ gap, standardError }: GapCurve): number {
  const found = gap.findIndex(
    (value, i) => i + 1 < gap.length && value >= (gap[i + 1] ?? 0) - (standardError[i + 1] ?? 0),
  );
  return found < 0 ? gap.length - 1 : found;
}

export const gap = {
  id: "gap",
  async judge(input: JudgeInput): Promise<JudgeCurve | null> {
    const { sample, cluster, mode, random } = input;
    const ks = input.ks.filter((k) => k < sample.rows);
    const logW = await logWithin(input, sample, ks, random.fork("data"));
    const box = boxOf(input.scores);
    const drawn: number[][] = [];
    for (let number = 0; number < references[mode]; number++) {
      const stream = random.fork(`reference ${number}`);
      drawn.push(await logWithin({ cluster }, fillBox(sample.rows, box, stream), ks, stream));
    }
    const curve = gapStatistic(logW, drawn);
    const all = [1, ...ks];
    return {
      id: "gap",
      label: { en: "Gap statistic", zh: "Gap 统计量" },
      help: {
        en: "How much tighter segments are than those of users spread evenly over the same range. It takes the first number within one standard error of the next, and may take one.",
        zh: "人群比同一范围内均匀散布的用户紧凑多少。取第一个与下一个相差不超过一个标准误的人群数，可以是 1。",
      },
      better: "higher",
      // Rows that all lie on their centres have no logarithm, and so no gap that could be drawn.
      fits: all.flatMap((k, i) => {
        const [value = Number.NaN, error = Number.NaN] = [curve.gap[i], curve.standardError[i]];
        if (!Number.isFinite(value)) return [];
        return [{ k, value, standardError: Number.isFinite(error) ? error : null, null: null }];
      }),
      choice: all[chooseByGap(curve)] ?? null,
    };
  },
} as const satisfies Judge;

/** log W of one cluster and of each k. */
async function logWithin(
  { cluster }: Pick<JudgeInput, "cluster">,
  x: Matrix,
  ks: readonly number[],
  random: Random,
): Promise<number[]> {
  const fits = await cluster(x, ks, random);
  return [totalSquares(x), ...fits.map(({ inertia }) => inertia)].map(Math.log);
}

/** Σ‖x − mean‖² in f64. */
export function totalSquares({ data, rows, cols }: Matrix): number {
  let total = 0;
  for (let j = 0; j < cols; j++) {
    const origin = data[j] ?? 0;
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) sum += (data[row * cols + j] ?? 0) - origin;
    for (let row = 0; row < rows; row++) {
      const deviation = (data[row * cols + j] ?? 0) - origin - sum / rows;
      squares += deviation * deviation;
    }
    total += squares;
  }
  return total;
}

type Box = readonly { readonly low: number; readonly high: number }[];

/** Of the rows along their principal axes. */
function boxOf({ data, rows, cols }: Matrix): Box {
  return Array.from({ length: cols }, (_, j) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < rows; row++) {
      low = Math.min(low, data[row * cols + j] ?? 0);
      high = Math.max(high, data[row * cols + j] ?? 0);
    }
    return { low, high };
  });
}

function fillBox(rows: number, box: Box, random: Random): Matrix {
  const data = new Float32Array(rows * box.length);
  for (let at = 0; at < data.length; ) for (const { low, high } of box) data[at++] = low + (high - low) * random.next();
  return { data, rows, cols: box.length };
}

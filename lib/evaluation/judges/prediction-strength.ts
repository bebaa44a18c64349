import { placeByNearest } from "../../clustering/placing.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { JudgeCurve } from "../judges-schema.ts";
import { gatherRows } from "../sample.ts";
import type { Judge, JudgeInput } from "./judge.ts";

const splits = { quick: 4, full: 20 } as const;
/** Tibshirani & Walther: .8 to .9 for groups that are well apart. */
const threshold = 0.8;

/**
 * Prediction strength of one half (Tibshirani & Walther 2005, doi:10.1198/106186005X59243): for each of its own clusters the share of
 * pairs that the other half's centres put together as well, the smallest of them. own, predicted: n labels each, 0…k−1, −1 = none.
 * Clusters of one have no pairs and are left out; 1 where no cluster has two. 0…1.
 */
export function predictionStrength(own: ArrayLike<number>, predicted: ArrayLike<number>, k: number): number {
  const sizes = new Float64Array(k);
  const cells = new Map<number, number>();
  for (let row = 0; row < own.length; row++) {
    const cluster = own[row] ?? -1;
    if (cluster < 0) continue;
    sizes[cluster] = (sizes[cluster] ?? 0) + 1;
    const cell = ((predicted[row] ?? -1) + 1) * k + cluster;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  const together = new Float64Array(k);
  for (const [cell, count] of cells) together[cell % k] = (together[cell % k] ?? 0) + count * (count - 1);
  let strength = 1;
  for (const [cluster, size] of sizes.entries())
    if (size > 1) strength = Math.min(strength, (together[cluster] ?? 0) / (size * (size - 1)));
  return strength;
}

export const predictionStrengths = {
  id: "predictionStrength",
  async judge(input: JudgeInput): Promise<JudgeCurve | null> {
    const { sample, mode, chosen, random } = input;
    const near = (k: number) => mode === "full" || Math.abs(k - chosen) <= 1;
    const ks = input.ks.filter((k) => near(k) && 2 * k <= sample.rows);
    if (ks.length === 0) return null;
    const strengths = ks.map((): number[] => []);
    for (let split = 0; split < splits[mode]; split++) {
      const stream = random.fork(`split ${split}`);
      for (const [i, values] of (await strengthsOfSplit(input, halves(sample, stream), ks, stream)).entries())
        strengths[i]?.push(...values);
    }
    const fits = ks.map((k, i) => ({ k, ...meanOverSplits(strengths[i] ?? []), null: null }));
    const strong = fits.filter(({ value }) => value >= threshold).map(({ k }) => k);
    return {
      id: "predictionStrength",
      label: { en: "Prediction strength", zh: "预测强度" },
      help: {
        en: "Segments of one half of users, told from the other half: the share of pairs that stay together in the worst segment. It takes the largest number that reaches 0.8, or one.",
        zh: "用一半用户的人群去预测另一半：在最差的人群中，仍被分在一起的用户对所占比例。取达到 0.8 的最大人群数，都达不到则为 1。",
      },
      better: "higher",
      fits: [{ k: 1, value: 1, standardError: null, null: null }, ...fits],
      choice: mode === "full" ? Math.max(1, ...strong) : null,
    };
  },
} as const satisfies Judge;

/** Both directions of every k. */
async function strengthsOfSplit(
  { cluster }: Pick<JudgeInput, "cluster">,
  [left, right]: readonly [Matrix, Matrix],
  ks: readonly number[],
  random: Random,
): Promise<number[][]> {
  const ofLeft = await cluster(left, ks, random.fork("left"));
  const ofRight = await cluster(right, ks, random.fork("right"));
  return ks.map((k, i) => {
    const [a, b] = [ofLeft[i], ofRight[i]];
    if (!a || !b) return [];
    return [
      predictionStrength(a.labels, placeByNearest(left, b.centres, 0), k),
      predictionStrength(b.labels, placeByNearest(right, a.centres, 0), k),
    ];
  });
}

function halves(x: Matrix, random: Random): [Matrix, Matrix] {
  const order = Int32Array.from({ length: x.rows }, (_, row) => row);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  const middle = order.length >> 1;
  return [gatherRows(x, order.subarray(0, middle)), gatherRows(x, order.subarray(middle))];
}

/** The two directions of a split are one draw: its mean counts once. */
function meanOverSplits(values: readonly number[]): { readonly value: number; readonly standardError: number | null } {
  const means = Array.from(
    { length: values.length / 2 },
    (_, i) => ((values[2 * i] ?? 0) + (values[2 * i + 1] ?? 0)) / 2,
  );
  const value = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const squares = means.reduce((sum, mean) => sum + (mean - value) ** 2, 0);
  return {
    value,
    standardError: means.length < 2 ? null : Math.sqrt(squares / (means.length - 1) / means.length),
  };
}

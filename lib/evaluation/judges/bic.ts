import type { JudgeCurve } from "../judges-schema.ts";
import type { Judge, JudgedClustering, JudgeInput } from "./judge.ts";

interface Spread {
  readonly sizes: readonly number[];
  readonly inertia: number;
  readonly columns: number;
}

/**
 * BIC of clusters read as round Gaussians of one variance, each row in its own (Pelleg & Moore 2000, ICML, X-means):
 * −2 log L + p log n, log L = Σ_c n_c log(n_c / n) − n·d/2 · (log(2πσ²) + 1), σ² = inertia / (n·d), p = k − 1 + k·d + 1.
 * Smaller is better. sizes: rows of each cluster; inertia: Σ of squared distances to the own mean. σ² = 0 gives −∞.
 */
export function roundGaussianBic({ sizes, inertia, columns }: Spread): number {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const variance = inertia / (n * columns);
  const mixing = sizes.reduce((sum, size) => (size > 0 ? sum + size * Math.log(size / n) : sum), 0);
  const logLikelihood = mixing - ((n * columns) / 2) * (Math.log(2 * Math.PI * variance) + 1);
  const parameters = sizes.length - 1 + sizes.length * columns + 1;
  return -2 * logLikelihood + parameters * Math.log(n);
}

export const bic = {
  id: "bic",
  async judge({ fits, rows, columns, totalSquares }: JudgeInput): Promise<JudgeCurve | null> {
    const isModel = fits.every((fit) => fit.bic !== undefined);
    const one: JudgedClustering = { k: 1, inertia: totalSquares, sizes: [rows] };
    const judged = (isModel ? fits : [one, ...fits]).map((fit) => ({
      k: fit.k,
      value: fit.bic ?? roundGaussianBic({ ...fit, columns }),
      standardError: null,
      null: null,
    }));
    const known = judged.filter(({ value }) => Number.isFinite(value));
    const [first] = known;
    if (!first) return null;
    return {
      id: "bic",
      label: { en: "BIC", zh: "BIC" },
      help: {
        en: isModel
          ? "How well the mixture describes the users, less a price for every number in it. Lower is better; with many users it asks for many segments."
          : "How well round clouds of one width describe the users, less a price for every number in them. Lower is better; with many users it asks for many segments.",
        zh: isModel
          ? "混合模型对用户的拟合程度，并对参数个数施加惩罚。越低越好；用户多时偏向更多的人群。"
          : "用若干大小相同的圆形分布描述用户的拟合程度，并对参数个数施加惩罚。越低越好；用户多时偏向更多的人群。",
      },
      better: "lower",
      fits: known,
      choice: known.reduce((best, fit) => (fit.value < best.value ? fit : best), first).k,
    };
  },
} as const satisfies Judge;

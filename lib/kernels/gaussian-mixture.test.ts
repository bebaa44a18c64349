import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { type Gaussians, gaussianMixture, responsibilitiesOf } from "./gaussian-mixture.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, matrixOf, partition, readGolden } from "./test-data.ts";

type Covariances = number[][][] | number[][];
interface Parameters {
  readonly weights: number[];
  readonly means: number[][];
  readonly covariances: Covariances;
}
interface Case {
  readonly id: string;
  readonly covariance_type: string;
  readonly n_components: number;
  readonly reg_covar: number;
  readonly initial: Parameters & { readonly covariances: number[][][] };
  readonly mean_log_likelihood_at_initial: number;
  readonly after_one_em_step: Parameters & { readonly mean_log_likelihood: number };
  readonly converged: Parameters & { readonly mean_log_likelihood: number; readonly bic: number };
}
const golden = readGolden<{ X: number[][]; cases: Case[] }>("clustering", "gmm.json", { X: [], cases: [] });
const cases = golden.content.cases.filter((one) => ["full", "diag"].includes(one.covariance_type));

let one: Kernels;
let two: Kernels;
beforeAll(async () => {
  [one, two] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 2 })]);
});
afterAll(() => Promise.all([one.close(), two.close()]));

const near = (found: ArrayLike<number>, expected: readonly number[], tolerance: number) => {
  expect(found.length).toBe(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(tolerance * (1 + Math.abs(value)));
};
const flat = (covariances: Covariances) => (covariances as (number | number[])[][]).flat(2) as number[];

describe("gaussianMixture", () => {
  it.runIf(golden.isThere).each(cases)("is scikit-learn's mixture: $id", (expected) => {
    // The golden data are float64; a float32 matrix moves sums by 1e-7.
    const x = matrixOf(golden.content.X);
    const covariance = expected.covariance_type === "full" ? "full" : "diagonal";
    const { weights, means, covariances } = expected.initial;
    const own =
      covariance === "full" ? flat(covariances) : covariances.flatMap((one) => one.map((row, j) => row[j] ?? 0));
    const initial: Gaussians = {
      weights: Float64Array.from(weights),
      means: Float64Array.from(means.flat()),
      covariances: Float64Array.from(own),
    };
    const options = { k: 3, covariance, random: createRandom(1), ridge: expected.reg_covar, initial } as const;
    const start = gaussianMixture(one, x, { ...options, maxIterations: 0 });
    near([start.meanLogLikelihood], [expected.mean_log_likelihood_at_initial], 1e-6);
    const step = gaussianMixture(one, x, { ...options, maxIterations: 1, tolerance: 0 });
    near(step.means, expected.after_one_em_step.means.flat(), 1e-6);
    near(step.covariances, flat(expected.after_one_em_step.covariances), 1e-5);
    near([step.meanLogLikelihood], [expected.after_one_em_step.mean_log_likelihood], 1e-6);
    const end = gaussianMixture(two, x, { ...options, maxIterations: 500, tolerance: 1e-10 });
    near([end.meanLogLikelihood], [expected.converged.mean_log_likelihood], 1e-6);
    near(end.weights, expected.converged.weights, 1e-4);
    near([end.bic], [expected.converged.bic], 1e-5);
  });

  it("finds clusters that are stretched, where k-means cuts across", () => {
    const random = createRandom(4);
    const rows = Array.from({ length: 600 }, (_, row) => [4 * random.normal(), (row % 2) * 5 + 0.4 * random.normal()]);
    const { labels, strength } = gaussianMixture(two, matrixOf(rows), {
      ...{ k: 2, covariance: "full", restarts: 5, tolerance: 1e-6, random: createRandom(1) },
    });
    expect(partition(labels)).toEqual(rows.map((_, row) => row % 2));
    expect(Math.min(...strength)).toBeGreaterThan(0.5);
  });

  it("prefers the number of Gaussians that made the data, by BIC", () => {
    const x = blobs(createRandom(9), 900, 3, 3, 8);
    const bics = [1, 2, 3, 4, 5].map(
      (k) => gaussianMixture(two, x, { k, covariance: "full", restarts: 3, random: createRandom(2) }).bic,
    );
    expect(bics.indexOf(Math.min(...bics))).toBe(2);
  });

  it.each(["full", "diagonal"] as const)("has the same bytes whatever the threads, odd rows too (%s)", (covariance) => {
    const x = blobs(createRandom(5), 2_001, 5, 4, 2);
    const options = { k: 4, covariance, random: createRandom(3) };
    expect(gaussianMixture(two, x, options)).toEqual(gaussianMixture(one, x, options));
  });

  it("says how likely every component is, the strength the likeliest's, whatever the threads and the stretch of rows", () => {
    const x = blobs(createRandom(5), 1_001, 4, 3, 1);
    const fit = gaussianMixture(two, x, { k: 3, covariance: "full", random: createRandom(3) });
    const shares = responsibilitiesOf(two, x, { of: fit, covariance: "full" });
    for (const [row, label] of fit.labels.entries()) {
      const own = [...shares.subarray(3 * row, 3 * row + 3)];
      expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
      expect(own[label]).toBe(Math.max(...own));
      expect(own[label]).toBe(fit.strength[row]);
    }
    const some = { data: x.data.subarray(4 * 7, 4 * 18), rows: 11, cols: 4 };
    expect(responsibilitiesOf(one, some, { of: fit, covariance: "full" })).toEqual(shares.slice(3 * 7, 3 * 18));
  });

  it("takes identical rows, a constant column and columns that repeat each other", () => {
    const same = gaussianMixture(one, matrixOf(new Array(20).fill([4, 4])), {
      ...{ k: 2, covariance: "full", random: createRandom(1) },
    });
    expect(Number.isFinite(same.meanLogLikelihood)).toBe(true);
    const rows = Array.from({ length: 90 }, (_, i) => [i % 3, i % 3, 7]);
    const { labels } = gaussianMixture(one, matrixOf(rows), { k: 3, covariance: "full", random: createRandom(1) });
    expect(partition(labels)).toEqual(rows.map(([first]) => first));
    expect(() => gaussianMixture(one, matrixOf([[1]]), { k: 2, covariance: "full", random: createRandom(1) })).toThrow(
      /2 .* 1/,
    );
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { type Covariance, type Gaussians, responsibilitiesOf } from "../../kernels/gaussian-mixture.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { softMatrix, softRows } from "../fixtures/soft-peers.ts";
import { gaussianMixture } from "./gaussian-mixture.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

it.each(["full", "diagonal"] as const)(
  "says how likely every component is as scikit-learn does (%s)",
  async (covariance) => {
    const x = softMatrix();
    const expected = softRows(`${covariance}_`);
    const context = { kernels, random: createRandom(1) };
    const [fit] = await gaussianMixture.fit(x, [3], { covariance, restarts: 20 }, context);
    const shares = new Float32Array(x.rows * 3);
    fit?.membership?.(0, x.rows, shares);
    // Components by where a row is surest of each: both number them as they come.
    const surest = [0, 1, 2].map((theirs) => expected.findIndex((row) => (row[theirs] ?? 0) > 0.99));
    const ownOf = surest.map((row) => fit?.labels[row] ?? -1);
    expect(new Set(ownOf).size).toBe(3);
    // The fit ends where the likelihood gains 1e-3, the other at 1e-9: rows between components are still on their way.
    const apart = expected.map((row, at) =>
      Math.max(...row.map((share, theirs) => Math.abs((shares[3 * at + (ownOf[theirs] ?? 0)] ?? 9) - share))),
    );
    expect(apart.reduce((sum, value) => sum + value, 0) / apart.length).toBeLessThan(0.02);
  },
);

/** Weights, means and covariances of rows that belong to components by shares: of a mixture that has converged, its own. */
function componentsOf(rows: readonly number[][], shares: readonly number[][], covariance: Covariance): Gaussians {
  const [d, k] = [rows[0]?.length ?? 0, shares[0]?.length ?? 0];
  const mean = (c: number, value: (row: readonly number[]) => number) => {
    const total = shares.reduce((sum, share) => sum + (share[c] ?? 0), 0);
    return rows.reduce((sum, row, at) => sum + (shares[at]?.[c] ?? 0) * value(row), 0) / total;
  };
  const own = Array.from({ length: k }, (_, c) => c);
  const means = own.flatMap((c) => Array.from({ length: d }, (_, j) => mean(c, (row) => row[j] ?? 0)));
  const covariances = own.flatMap((c) =>
    Array.from({ length: d * d }, (_, at) => {
      const [a, b] = [Math.floor(at / d), at % d];
      if (covariance === "diagonal" && a !== b) return [];
      const less = (j: number) => means[c * d + j] ?? 0;
      return mean(c, (row) => ((row[a] ?? 0) - less(a)) * ((row[b] ?? 0) - less(b))) + (a === b ? 1e-6 : 0);
    }).flat(),
  );
  const weights = own.map((c) => shares.reduce((sum, share) => sum + (share[c] ?? 0), 0) / shares.length);
  return {
    weights: Float64Array.from(weights),
    means: Float64Array.from(means),
    covariances: Float64Array.from(covariances),
  };
}

it.each(["full", "diagonal"] as const)("has scikit-learn's probabilities of its components (%s)", (covariance) => {
  const expected = softRows(`${covariance}_`);
  const of = componentsOf(softRows("x"), expected, covariance);
  const shares = responsibilitiesOf(kernels, softMatrix(), { of, covariance });
  // The parameters come from probabilities at nine digits, one step from where they converged.
  for (const [at, share] of expected.flat().entries()) expect(Math.abs((shares[at] ?? 9) - share)).toBeLessThan(1e-4);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { reachabilityTree } from "../../kernels/reachability-tree.ts";
import { blobs, matrixOf } from "../../kernels/test-data.ts";
import { chooseClusters } from "./choose-clusters.ts";
import { condenseTree } from "./condensed-tree.ts";
import { membershipOf } from "./membership.ts";
import { tellNearFitted } from "./near-fitted.ts";
import { outlierScores } from "./outlier-scores.ts";
import { type DensityModel, openPrediction, type Prediction } from "./predict-row.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

function model(x: Matrix, minSamples: number): DensityModel {
  const { tree: merges, coreDistances } = reachabilityTree(kernels, x, minSamples);
  const tree = condenseTree(merges, 15);
  const membership = membershipOf(tree, chooseClusters(tree, { selection: "eom", epsilon: 0 }));
  return { tree, membership, coreDistances, minSamples };
}

function predictAll(fitted: Matrix, of: DensityModel, x: Matrix): Prediction[] {
  const found: Prediction[] = [];
  const predict = openPrediction(of);
  tellNearFitted(kernels, fitted, x, 2 * of.minSamples, createRandom(1), (row, near) => {
    found[row] = predict(near);
  });
  return found;
}

it.each([1, 5, 12])("gives fitted rows their own labels and strengths (%i near rows)", (minSamples) => {
  const x = blobs(createRandom(4), 600, 2, 5, 4);
  const fit = model(x, minSamples);
  const found = predictAll(x, fit, x);
  expect(fit.membership.clusters.length).toBeGreaterThan(1);
  expect(found.map(({ label }) => label)).toEqual([...fit.membership.labels]);
  const scores = outlierScores(fit.tree);
  for (const [row, { strength, outlierScore }] of found.entries()) {
    // A row leaves with those that it cannot go on without, at its own core distance or at a larger one.
    expect(strength).toBeGreaterThanOrEqual((fit.membership.strength[row] ?? 0) - 1e-6);
    expect(outlierScore).toBeLessThanOrEqual((scores[row] ?? 0) + 1e-6);
  }
});

it("puts new rows where they would lie: inside, at the rim with less certainty, and nowhere", () => {
  const x = blobs(createRandom(5), 400, 2, 2, 30);
  const fit = model(x, 10);
  const middle = Math.max(...fit.membership.strength);
  const row = fit.membership.strength.indexOf(middle);
  const centre = [x.data[2 * row] ?? 0, x.data[2 * row + 1] ?? 0] as const;
  const at = (distance: number) => [centre[0] + distance + 0.001, centre[1]];
  const [inside, rim, far] = predictAll(x, fit, matrixOf([at(0), at(3), at(10_000)]));
  expect(inside?.label).toBe(fit.membership.labels[row]);
  expect(rim?.label).toBe(inside?.label);
  expect(rim?.strength).toBeLessThan(inside?.strength ?? 0);
  expect(rim?.outlierScore).toBeGreaterThan(inside?.outlierScore ?? 1);
  expect(far).toMatchObject({ label: -1, strength: 0 });
  expect(far?.outlierScore).toBeGreaterThan(0.99);
});

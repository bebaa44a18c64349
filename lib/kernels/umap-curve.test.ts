import { expect, it } from "vitest";
import { fitUmapCurve } from "./umap-curve.ts";

it.each([
  // find_ab_params(1, minDistance) of umap-learn 0.5.12.
  [0.001, 1.929073, 0.791505],
  [0.1, 1.576943, 0.895061],
  [0.5, 0.58303, 1.334167],
  [0.99, 0.119305, 1.91639],
])("fits the curve of umap-learn for a smallest distance of %f", (minDistance, a, b) => {
  const curve = fitUmapCurve(minDistance);
  expect(curve.a).toBeCloseTo(a, 4);
  expect(curve.b).toBeCloseTo(b, 4);
});

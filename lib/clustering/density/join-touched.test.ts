import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { dbscan } from "../../kernels/dbscan.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { matrixOf } from "../../kernels/test-data.ts";
import { joinTouched } from "./join-touched.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

it("gives drawn rows their labels, and others that of the drawn core row within eps, if there is one", () => {
  const line = [0, 1, 2, 3, 20, 21, 22, 23, 24.5, 40];
  const rows = [0, 1, 2, 4, 5, 6, 9];
  const x = matrixOf(line.map((value) => [value]));
  const sample = { x: matrixOf(rows.map((row) => [line[row] ?? 0])), rows: Int32Array.from(rows) };
  const found = dbscan(kernels, sample.x, { eps: 1, minSamples: 3 });
  expect([...found.core]).toEqual([0, 1, 0, 0, 1, 0, 0]);
  const labels = joinTouched(kernels, x, sample, found, { eps: 1, random: createRandom(1) });
  // 3 and 23 touch rows that are in a group, but not its core.
  expect([...labels]).toEqual([0, 0, 0, -1, 1, 1, 1, -1, -1, -1]);
  const wide = joinTouched(kernels, x, sample, found, { eps: 3.5, random: createRandom(1) });
  expect([...wide]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, -1]);
});

it("leaves everybody out where no drawn row is core", () => {
  const x = matrixOf([[0], [5], [10]]);
  const sample = { x: matrixOf([[0], [10]]), rows: Int32Array.from([0, 2]) };
  const found = dbscan(kernels, sample.x, { eps: 1, minSamples: 2 });
  expect([...joinTouched(kernels, x, sample, found, { eps: 1, random: createRandom(1) })]).toEqual([-1, -1, -1]);
});

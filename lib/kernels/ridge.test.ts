import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import type { SparseMatrix } from "../core/sparse.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { fitRidge } from "./ridge.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const tight = { penalty: 0.5, tolerance: 1e-6, maxIterations: 500 };

/** Rows of three entries each. */
function planted(seed: number, n: number, m: number, d: number) {
  const random = createRandom(seed);
  const columns = new Int32Array(3 * n);
  for (let i = 0; i < n; i++) {
    const own = new Set<number>();
    while (own.size < 3) own.add(random.int(m));
    columns.set(
      [...own].sort((a, b) => a - b),
      3 * i,
    );
  }
  const values = Float64Array.from({ length: 3 * n }, () => random.normal());
  const starts = Int32Array.from({ length: n + 1 }, (_, i) => 3 * i);
  const x: SparseMatrix = { rows: n, cols: m, starts, columns, values };
  return { x, y: { data: Float32Array.from({ length: n * d }, () => random.normal()), rows: n, cols: d } };
}

/** (xᵀx + λI)·w − xᵀy of one column, in f64: 0 at the solution, and only there. */
function gradientOf({ x, y }: ReturnType<typeof planted>, w: Float32Array, column: number, penalty: number): number[] {
  const d = y.cols;
  const gradient = Array.from({ length: x.cols }, (_, j) => penalty * w[j * d + column]!);
  for (let i = 0; i < x.rows; i++) {
    let error = -y.data[i * d + column]!;
    for (let e = x.starts[i]!; e < x.starts[i + 1]!; e++) error += x.values[e]! * w[x.columns[e]! * d + column]!;
    for (let e = x.starts[i]!; e < x.starts[i + 1]!; e++) gradient[x.columns[e]!]! += error * x.values[e]!;
  }
  return gradient;
}

describe("fitRidge", () => {
  it.each([
    [120, 40, 5],
    [40, 120, 7],
  ])("solves the normal equations of %i × %i for %i columns", (n, m, d) => {
    const system = planted(n, n, m, d);
    const { weights, gradient } = fitRidge(kernels, system.x, system.y, tight);
    expect(gradient).toBeLessThanOrEqual(1e-6);
    for (let column = 0; column < d; column++)
      for (const value of gradientOf(system, weights.data, column, tight.penalty))
        expect(Math.abs(value)).toBeLessThan(1e-4);
  });

  it("gives the same bytes whatever the threads", async () => {
    const { x, y } = planted(9, 900, 300, 20);
    const one = await openKernels({ threads: 1 });
    expect(fitRidge(one, x, y, tight).weights.data).toEqual(fitRidge(kernels, x, y, tight).weights.data);
    await one.close();
  });

  it("gives zeros for targets of zeros and for columns that no row has", () => {
    const { x, y } = planted(3, 30, 10, 4);
    expect(fitRidge(kernels, x, { ...y, data: new Float32Array(120) }, tight)).toMatchObject({ iterations: 0 });
    const wider = fitRidge(kernels, { ...x, cols: 12 }, y, tight).weights;
    expect([...wider.data.subarray(40)]).toEqual(new Array(8).fill(0));
  });

  it("stops at the limit and says how far it came; a signal stops it at once", () => {
    const { x, y } = planted(4, 200, 100, 3);
    const { iterations, gradient } = fitRidge(kernels, x, y, { ...tight, maxIterations: 2 });
    expect(iterations).toBe(2);
    expect(gradient).toBeGreaterThan(1e-6);
    expect(() => fitRidge(kernels, x, y, { ...tight, signal: AbortSignal.abort() })).toThrow("Cancelled");
  });
});

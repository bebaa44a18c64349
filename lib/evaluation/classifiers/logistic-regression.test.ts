import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { fitLogistic, predictLogistic } from "./logistic-regression.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared");
const path = join(shared, "golden/classify/logistic.json");

interface Golden {
  readonly data: Readonly<
    Record<string, { readonly X: readonly (readonly number[])[]; readonly y: readonly number[] }>
  >;
  readonly cases: readonly {
    readonly id: string;
    readonly data: string;
    readonly C: number;
    readonly coefficients: readonly (readonly number[])[];
    readonly intercepts: readonly number[];
    readonly objective: number;
    readonly probabilities_first_25: readonly (readonly number[])[];
    readonly predictions: readonly number[];
  }[];
}

const golden: Golden | undefined = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  data: Float64Array.from(rows.flat()) as unknown as Float32Array,
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});

describe.skipIf(!golden)("minima that scikit-learn found (skipped where ../shared is absent)", () => {
  test.each((golden?.cases ?? []).map((one) => [one.id, one] as const))("%s", (_, wanted) => {
    const { X = [], y = [] } = golden?.data[wanted.data] ?? {};
    const classes = Math.max(...y) + 1;
    const x = matrix(X);
    const isPair = classes === 2;
    // One row of coefficients b for class 1 is two of ±b/2, whose squares are half as much.
    const model = fitLogistic({ x, y, classes }, isPair ? wanted.C / 2 : wanted.C);
    if (!isPair) expect(model.objective).toBeLessThanOrEqual(wanted.objective * (1 + 1e-7));
    for (const [k, row] of wanted.coefficients.entries()) {
      for (const [j, value] of row.entries()) {
        const at = (isPair ? 1 : k) * x.cols + j;
        expect((isPair ? 2 : 1) * (model.coefficients[at] ?? Number.NaN)).toBeCloseTo(value, 4);
      }
      const intercept = model.intercepts[isPair ? 1 : k] ?? Number.NaN;
      expect((isPair ? 2 : 1) * intercept).toBeCloseTo(wanted.intercepts[k] ?? Number.NaN, 4);
    }
    const { data } = predictLogistic(model, x);
    for (const [row, shares] of wanted.probabilities_first_25.entries()) {
      for (const [k, share] of shares.entries()) expect(data[row * classes + k]).toBeCloseTo(share, 5);
    }
    const called = X.map((_, row) => {
      const shares = [...data.subarray(row * classes, (row + 1) * classes)];
      return shares.indexOf(Math.max(...shares));
    });
    expect(called).toEqual(wanted.predictions);
  });
});

test("a class is told by a column that is huge, and by none where nothing differs", () => {
  const random = createRandom(1);
  const rows = Array.from({ length: 200 }, (_, i) => [1e6 + 10 * Number(i % 2 === 0), random.normal()]);
  const y = rows.map((_, i) => i % 2);
  const centred = matrix(rows.map(([a = 0, b = 0]) => [(a - 1e6 - 5) / 5, b]));
  const told = predictLogistic(fitLogistic({ x: centred, y, classes: 2 }, 1), centred);
  expect(told.data[1]).toBeLessThan(0.1);
  const flat = matrix(rows.map(() => [0, 0]));
  const share = predictLogistic(fitLogistic({ x: flat, y, classes: 2 }, 1), flat).data[0];
  expect(share).toBeCloseTo(0.5, 6);
});

test("can be stopped", () => {
  const stop = AbortSignal.abort();
  expect(() => fitLogistic({ x: matrix([[1], [2]]), y: [0, 1], classes: 2 }, 1, { signal: stop })).toThrow();
});

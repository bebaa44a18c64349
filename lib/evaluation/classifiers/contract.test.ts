import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { labelMetrics } from "../classification/label-metrics.ts";
import { fitCells } from "../labels/cells.ts";
import { tokenSource } from "../labels/token-source.ts";
import { tokenParams } from "../labels/transformer-params.ts";
import type { AnyClassifier } from "./classifier.ts";
import { classifiers } from "./index.ts";

/** Three clouds that overlap a little; the third column tells nothing. */
function clouds(n: number, seed: number): { x: Matrix; y: number[] } {
  const random = createRandom(seed);
  const y = Array.from({ length: n }, (_, row) => row % 3);
  const data = Float32Array.from(
    y.flatMap((label) => [
      label === 1 ? 2 + random.normal() : random.normal(),
      label === 2 ? 2 + random.normal() : random.normal(),
      random.normal(),
    ]),
  );
  return { x: { data, rows: n, cols: 3 }, y };
}

const calledOf = ({ data, rows, cols }: Matrix) =>
  Array.from({ length: rows }, (_, row) => {
    const shares = [...data.subarray(row * cols, (row + 1) * cols)];
    return shares.indexOf(Math.max(...shares));
  });

const options = { random: createRandom(1) };

/** Fits an entry to whatever it sees of the training rows, and tells the others. */
async function tell(
  one: AnyClassifier,
  x: Matrix,
  y: ArrayLike<number>,
  classes: number,
  held: Matrix,
): Promise<Matrix> {
  if (one.sees === "matrix") return (await one.fit({ x, y, classes }, options))(held);
  const data = Float32Array.from([...x.data, ...held.data]);
  const all: Matrix = { data, rows: x.rows + held.rows, cols: x.cols };
  const names = Array.from({ length: x.cols }, (_, j) => `column ${j}`);
  const small = { ...tokenParams.features, layers: 1, mostSteps: 300 };
  const source = tokenSource("features", (rows) => fitCells(all, names, rows), { ...options, params: small });
  const rows = Int32Array.from({ length: all.rows }, (_, row) => row);
  const ready = await source.prepare(rows.slice(0, x.rows), 0, () => undefined);
  return (await one.fit({ x: ready(rows.slice(0, x.rows)), y, classes }, options))(ready(rows.slice(x.rows)));
}

describe.each(classifiers.map((one) => [one.id, one] as const))("%s", (_, classifier) => {
  test("learns what can be learnt, gives shares that sum to 1, and the same again", async () => {
    const train = clouds(900, 1);
    const held = clouds(600, 2);
    const { data, rows, cols } = await tell(classifier, train.x, train.y, 3, held.x);
    expect(labelMetrics(held.y, calledOf({ data, rows, cols }), 3).accuracy).toBeGreaterThan(0.72);
    for (let row = 0; row < rows; row++) {
      const sum = data.subarray(row * cols, (row + 1) * cols).reduce((total, share) => total + share, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
    expect((await tell(classifier, train.x, train.y, 3, held.x)).data).toEqual(data);
  });

  test("finds nothing in noise beyond the larger class", async () => {
    const random = createRandom(5);
    const noise = (n: number): Matrix => ({
      data: Float32Array.from({ length: n * 4 }, () => random.normal()),
      rows: n,
      cols: 4,
    });
    const y = Array.from({ length: 600 }, (_, row) => Number(row % 4 === 0));
    const held = noise(600);
    const called = calledOf(await tell(classifier, noise(600), y, 2, held));
    expect(labelMetrics(y, called, 2).accuracy).toBeLessThan(0.8);
  });

  test("bears constants and a class that never occurs", async () => {
    const x: Matrix = { data: new Float32Array(80).fill(3), rows: 40, cols: 2 };
    const y = Array.from({ length: 40 }, (_, row) => row % 2);
    const { data, cols } = await tell(classifier, x, y, 3, x);
    expect(cols).toBe(3);
    expect(data[0]).toBeCloseTo(data[1] ?? Number.NaN, 3);
    expect(data[2]).toBeLessThan(0.2);
  });
});

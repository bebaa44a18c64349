import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { openKernels } from "../../kernels/pool.ts";
import { adaptVectors, startingMap } from "./adapter.ts";
import { predictByCentres } from "./class-centres.ts";
import { contrastWeights } from "./contrast-weights.ts";
import { learnAdapter } from "./learn-adapter.ts";
import { adapterDefaults } from "./params.ts";
import { noisyClasses } from "./test-vectors.ts";
import { trainAdapter } from "./train-adapter.ts";

const params = { ...adapterDefaults, steps: 40 };
const context = (threads = 1) => ({ random: createRandom(5), threads });

describe("an adapter", () => {
  test("starts as the identity, and leaves rows without a vector as they are", async () => {
    const kernels = await openKernels({ threads: 1 });
    const x = { data: Float32Array.from([0.6, 0.8, Number.NaN, Number.NaN, 0, 0]), rows: 3, cols: 2 };
    const map = startingMap(kernels, x, 256);
    await kernels.close();
    expect([...map.data]).toEqual([1, 0, 0, 1]);
    const { data } = adaptVectors(map, x);
    expect(data[0]).toBeCloseTo(0.6, 6);
    expect([data[2], data[3]]).toEqual([Number.NaN, Number.NaN]);
    expect([data[4], data[5]]).toEqual([0, 0]);
  });

  test("of wide vectors starts at their principal directions, which keep what differs", async () => {
    const kernels = await openKernels({ threads: 1 });
    const x = { data: Float32Array.from([3, 0, 1, -3, 0, 1, 2, 0, 1, -2, 0, 1]), rows: 4, cols: 3 };
    const map = startingMap(kernels, x, 1);
    await kernels.close();
    expect([map.rows, map.cols]).toEqual([3, 1]);
    expect([...map.data].map((value) => Math.abs(Math.round(value * 1000) / 1000))).toEqual([1, 0, 0]);
  });

  test("brings rows of a class together that the vectors hide, for rows it never saw too", async () => {
    const { x, y } = noisyClasses({ rows: 240, seed: 1 });
    const rows = Int32Array.from({ length: 120 }, (_, i) => i);
    const labelled = { x, rows, y: y.subarray(0, 120), classes: 3 };
    const map = await trainAdapter(labelled, identity(x.cols), params, context());
    const asked = Int32Array.from({ length: 120 }, (_, i) => 120 + i);
    const right = (vectors: typeof x) => {
      const { data } = predictByCentres(vectors, labelled, asked, 0.1);
      return asked.filter((row, i) => {
        const shares = [...data.subarray(3 * i, 3 * i + 3)];
        return shares.indexOf(Math.max(...shares)) === y[row];
      }).length;
    };
    expect(right(adaptVectors(map, x))).toBeGreaterThan(right(x) + 8);
  });

  test("is the same to the last byte on one thread and on three; the seed counts where batches are drawn", async () => {
    const { x, y } = noisyClasses({ rows: 60, seed: 2 });
    const labelled = { x, rows: Int32Array.from(y.keys()), y, classes: 3 };
    const one = await trainAdapter(labelled, identity(x.cols), { ...params, batch: 32 }, context(1));
    const three = await trainAdapter(labelled, identity(x.cols), { ...params, batch: 32 }, context(3));
    expect(three.data).toEqual(one.data);
    const other = await trainAdapter(
      labelled,
      identity(x.cols),
      { ...params, batch: 32 },
      {
        random: createRandom(6),
        threads: 1,
      },
    );
    expect(other.data).not.toEqual(one.data);
  });

  test("pulled back hard stays at its start", async () => {
    const { x, y } = noisyClasses({ rows: 60, seed: 3 });
    const labelled = { x, rows: Int32Array.from(y.keys()), y, classes: 3 };
    const moved = async (pull: number) => {
      const map = await trainAdapter(labelled, identity(x.cols), { ...params, pull }, context());
      return Math.hypot(...map.data.map((value, i) => value - (identity(x.cols).data[i] ?? 0)));
    };
    expect(await moved(300)).toBeLessThan((await moved(0)) / 4);
  });

  test("stops at no step where nothing helps: one class told from itself", async () => {
    const { x } = noisyClasses({ rows: 30, seed: 4 });
    const y = new Int32Array(30);
    const labelled = { x, rows: Int32Array.from(y.keys()), y, classes: 1 };
    const foldOf = y.map((_, i) => i % 3);
    const { map, steps } = await learnAdapter(labelled, identity(x.cols), { foldOf, folds: 3 }, params, context());
    expect(steps).toBe(0);
    expect(map).toEqual(identity(x.cols));
  });

  test("stops when it is told to", async () => {
    const { x, y } = noisyClasses({ rows: 30, seed: 5 });
    const labelled = { x, rows: Int32Array.from(y.keys()), y, classes: 3 };
    const stopped = trainAdapter(labelled, identity(x.cols), params, { ...context(), signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

test("pairs of a small class weigh as much as those of a large one; a single row has no pair", () => {
  const weights = contrastWeights([0, 0, 0, 1, 1, 2], 3);
  const of = (rows: readonly number[]) =>
    rows.reduce((sum, row) => sum + weights.subarray(6 * row, 6 * row + 6).reduce((a, b) => a + b, 0), 0);
  expect(of([0, 1, 2])).toBeCloseTo(0.5, 6);
  expect(of([3, 4])).toBeCloseTo(0.5, 6);
  expect(of([5])).toBe(0);
  expect([0, 1, 2, 3, 4, 5].map((row) => weights[7 * row])).toEqual([0, 0, 0, 0, 0, 0]);
});

test("a row's probabilities are 1 in sum, and uniform without a direction", () => {
  const x = { data: Float32Array.from([1, 0, 0, 1, 0, 0, 1, 1]), rows: 4, cols: 2 };
  const known = { rows: Int32Array.of(0, 1), y: [0, 1], classes: 3 };
  const { data } = predictByCentres(x, known, Int32Array.of(0, 2, 3), 0.1);
  expect(data[0]).toBeGreaterThan(0.99);
  expect([...data.subarray(3, 9)].map((share) => Number(share.toFixed(6)))).toEqual([0.5, 0.5, 0, 0.5, 0.5, 0]);
});

function identity(cols: number) {
  return {
    data: Float32Array.from({ length: cols * cols }, (_, at) => Number(at % (cols + 1) === 0)),
    rows: cols,
    cols,
  };
}

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { type Centred, centre } from "./columns.ts";
import { lloyd } from "./lloyd.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { openStarts, step } from "./starts.ts";
import { blobs, matrixOf } from "./test-data.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

const rowsOf = (x: Centred, rows: readonly number[]): Float32Array =>
  Float32Array.from(rows.flatMap((row) => [...x.data.subarray(row * x.d, (row + 1) * x.d)]));

describe("a pass", () => {
  it("that skips by thresholds labels as a pass over everything does, wherever centres move", () => {
    const path = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      cols: fc.integer({ min: 1, max: 10 }),
      k: fc.integer({ min: 1, max: 13 }),
      stride: fc.constantFrom(1e-4, 0.01, 0.3, 5),
    });
    fc.assert(
      fc.property(path, ({ seed, cols, k, stride }) => {
        const mark = kernels.mark();
        const random = createRandom(seed);
        const x = centre(kernels, blobs(random, 600, cols, 4, 1));
        const lazy = openStarts(kernels, x, k, 1);
        lazy.activate([0]);
        let centres = rowsOf(
          x,
          Array.from({ length: k }, () => random.int(600)),
        );
        for (let pass = 0; pass < 6; pass++) {
          lazy.next(0).set(centres);
          lazy.update(step.place);
          lazy.assign();
          lazy.update(step.sum);
          const eager = openStarts(kernels, x, k, 1);
          eager.activate([0]);
          eager.next(0).set(centres);
          eager.update(step.place);
          eager.assign();
          eager.update(step.sum);
          expect(lazy.labels(0)).toEqual(eager.labels(0));
          expect(Math.abs(lazy.inertia(0) - eager.inertia(0))).toBeLessThanOrEqual(1e-9 * (1 + eager.inertia(0)));
          centres = centres.map((value) => value + stride * random.normal());
        }
        kernels.release(mark);
      }),
      { numRuns: 60 },
    );
  });

  it("changes nothing more once the centres are the means", () => {
    const x = centre(kernels, blobs(createRandom(4), 20_000, 16, 4, 3));
    const starts = openStarts(kernels, x, 4, 1);
    starts.activate([0]);
    starts.next(0).set(rowsOf(x, [0, 1, 2, 3]));
    starts.update(step.place);
    for (let pass = 0; pass < 30; pass++) {
      starts.assign();
      starts.update(step.sum + step.means + step.place);
    }
    expect(starts.shift(0)).toBe(0);
    expect(starts.changes(0)).toBe(0);
  });
});

describe("lloyd", () => {
  const options = { k: 3, maxIterations: 100, shiftTolerance: 0 };

  it("lets no start disturb another: together they end where they end alone", () => {
    const x = centre(kernels, blobs(createRandom(2), 2500, 6, 3, 2));
    const initial = [0, 5, 9, 14].map((first) => rowsOf(x, [first, first + 1, first + 2]));
    const alone = initial.map((centres) => lloyd(kernels, x, [centres], options));
    const lowest = Math.min(...alone.map(({ inertia }) => inertia));
    const best = alone.find(({ inertia }) => inertia === lowest);
    const together = lloyd(kernels, x, initial, options);
    expect([together.inertia, together.iterations]).toEqual([lowest, best?.iterations]);
    expect(together.centres).toEqual(best?.centres);
    expect(together.labels).toEqual(best?.labels);
  });

  it("never lets the inertia rise from pass to pass", () => {
    const x = centre(kernels, blobs(createRandom(3), 1500, 4, 6, 1));
    const initial = rowsOf(x, [0, 1, 2, 3, 4, 5, 6]);
    const inertias = [1, 2, 3, 5, 8, 13, 40].map(
      (maxIterations) => lloyd(kernels, x, [initial], { k: 7, maxIterations, shiftTolerance: 0 }).inertia,
    );
    for (const [i, inertia] of inertias.entries())
      expect(inertia).toBeLessThanOrEqual((inertias[i - 1] ?? Infinity) + 1e-3);
  });

  it("fills several empty clusters in one pass, each with another far row", () => {
    const x = centre(kernels, matrixOf([[0], [1], [50], [-60], [0.5]]));
    const initial = Float32Array.from([0.4, 1e5, 2e5]);
    const { labels, inertia } = lloyd(kernels, x, [initial], options);
    expect(new Set(labels).size).toBe(3);
    expect(labels[0]).toBe(labels[1]);
    expect(inertia).toBeCloseTo(0.5, 4);
  });

  it("counts rows by their weights", () => {
    const plain = centre(kernels, matrixOf([[-4], [-4], [-4], [-2], [5], [9], [9], [9]]));
    const folded = centre(kernels, matrixOf([[-4], [-2], [5], [9]]));
    const weights = kernels.float32(4);
    weights.set([3, 1, 1, 3]);
    const initial = Float32Array.from([-4, 9]);
    const whole = lloyd(kernels, plain, [initial], { ...options, k: 2 });
    const short = lloyd(kernels, { ...folded, weights, totalNorm: plain.totalNorm }, [initial], { ...options, k: 2 });
    expect(short.centres).toEqual(whole.centres);
    expect(short.inertia).toBeCloseTo(whole.inertia, 6);
    expect([...whole.centres]).toEqual([-3.5, 8]);
  });
});

describe("a start that is bound to end higher", () => {
  it("is given up, and changes nothing of the best one", () => {
    const x = centre(kernels, blobs(createRandom(9), 2000, 4, 6, 0.4));
    const limits = { k: 6, maxIterations: 300, shiftTolerance: 0 };
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return rowsOf(
        x,
        Array.from({ length: 6 }, () => random.int(2000)),
      );
    };
    const starts = Array.from({ length: 12 }, (_, seed) => draw(seed));
    const alone = starts.map((start) => lloyd(kernels, x, [start], limits));
    const best = alone.reduce((a, b) => (b.inertia < a.inertia ? b : a));
    const together = lloyd(kernels, x, starts, limits);
    expect(together.inertia).toBe(best.inertia);
    expect(together.labels).toEqual(best.labels);
    const beaten = lloyd(kernels, x, [starts[0] ?? new Float32Array()], { ...limits, toBeat: 1 });
    expect(beaten.iterations).toBeLessThan(alone[0]?.iterations ?? 0);
    expect(beaten.inertia).toBeGreaterThan(alone[0]?.inertia ?? 0);
  });
});

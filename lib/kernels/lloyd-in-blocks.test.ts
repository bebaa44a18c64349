import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { rowsOfMatrix } from "../core/row-source.ts";
import { kMeans } from "./k-means.ts";
import { type BlockLloydOptions, lloydInBlocks } from "./lloyd-in-blocks.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs, squaredDistance } from "./test-data.ts";

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

const x = blobs(createRandom(1), 3000, 5, 4, 1);
const rows = rowsOfMatrix(x);
const first = (k: number) => Float64Array.from(x.data.subarray(0, k * x.cols));
const options: BlockLloydOptions = { shift: new Float32Array(5), passes: 300, shiftTolerance: 0, rowsAtOnce: 700 };

describe("lloydInBlocks", () => {
  it("ends where Lloyd on the whole matrix ends, for each number of clusters", () => {
    const fits = lloydInBlocks(one, rows, [first(4), first(9)], options);
    for (const { k, labels, inertia, isSettled } of fits) {
      const whole = kMeans(one, x, { k, restarts: 1, random: createRandom(1), tolerance: 0, initialCentres: first(k) });
      expect(isSettled).toBe(true);
      expect(Math.abs(inertia / whole.inertia - 1)).toBeLessThan(1e-6);
      expect(labels).toEqual(whole.labels);
    }
  });

  it("gives labels, centres and inertia that belong together, also where the passes are over too soon", () => {
    const [fit] = lloydInBlocks(one, rows, [first(6)], { ...options, passes: 2 });
    if (fit === undefined) throw new Error("no fit");
    expect([fit.iterations, fit.isSettled]).toEqual([2, false]);
    const centres = { data: Float32Array.from(fit.centres), rows: 6, cols: 5 };
    let sum = 0;
    for (const [row, label] of fit.labels.entries()) {
      const all = Array.from({ length: 6 }, (_, c) => squaredDistance(x, row, centres, c));
      expect(label).toBe(all.indexOf(Math.min(...all)));
      sum += Math.min(...all);
    }
    expect(Math.abs(fit.inertia / sum - 1)).toBeLessThan(1e-5);
  });

  it("has the same bytes on one and three threads, and the kernels' memory back", () => {
    const mark = three.mark();
    expect(lloydInBlocks(three, rows, [first(7)], options)).toEqual(lloydInBlocks(one, rows, [first(7)], options));
    expect(three.mark()).toBe(mark);
  });

  it("loses nothing to an offset that the shift takes away", () => {
    const grid = x.data.map((value) => Math.round(value * 16) / 16);
    const far = { ...x, data: grid.map((value) => value + 65_536) };
    const near = { ...x, data: grid };
    const of = (matrix: typeof x, offset: number) => {
      const start = Float64Array.from(matrix.data.subarray(0, 20));
      const shift = new Float32Array(5).fill(offset);
      return lloydInBlocks(one, rowsOfMatrix(matrix), [start], { ...options, shift })[0];
    };
    expect(of(far, 65_536)?.labels).toEqual(of(near, 0)?.labels);
    expect(of(far, 65_536)?.inertia).toBe(of(near, 0)?.inertia);
  });

  it("reads the rows no more once a pass gains next to nothing, and says what was left", () => {
    const of = (leastGain: number) => lloydInBlocks(one, rows, [first(9)], { ...options, leastGain })[0];
    const [soon, end] = [of(1e-3), of(-1)];
    expect(soon?.isSettled).toBe(true);
    expect(soon?.iterations).toBeLessThan(end?.iterations ?? 0);
    expect((soon?.inertia ?? 0) / (end?.inertia ?? 1)).toBeLessThan(1.02);
  });

  it("leaves the centre of a cluster without rows where it is", () => {
    const start = Float64Array.from([...first(2), 1e6, 1e6, 1e6, 1e6, 1e6]);
    const [fit] = lloydInBlocks(one, rows, [start], options);
    expect([...(fit?.centres.slice(10) ?? [])]).toEqual([1e6, 1e6, 1e6, 1e6, 1e6]);
    expect(fit?.labels.includes(2)).toBe(false);
  });
});

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom, type Random } from "../../core/random.ts";
import { rowsOfMatrix } from "../../core/row-source.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs, matrixOf, partition } from "../../kernels/test-data.ts";
import type { Algorithm, Fit } from "./algorithm.ts";
import { algorithms } from "./index.ts";
import type { ParamSpec, ParamSpecs, ParamsOf } from "./param.ts";

// What every entry of the registry promises; a new algorithm is tested by being listed.

let one: Kernels;
let two: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, two, three] = await Promise.all([
    openKernels({ threads: 1 }),
    openKernels({ threads: 2 }),
    openKernels({ threads: 3 }),
  ]);
});
afterAll(() => Promise.all([one, two, three].map((kernels) => kernels.close())));

const defaults = <Specs extends ParamSpecs>(entry: Algorithm<Specs>): ParamsOf<Specs> =>
  Object.fromEntries(
    Object.entries(entry.params).map(([name, { default: value }]) => [name, value]),
  ) as ParamsOf<Specs>;

/** A fit, and how surely its rows belong to every cluster. */
type ToldFit = Omit<Fit, "membership"> & { readonly shares?: Float32Array };

function told({ membership, ...fit }: Fit): ToldFit {
  if (!membership) return fit;
  const shares = new Float32Array(fit.labels.length * fit.k);
  membership(0, fit.labels.length, shares);
  return { ...fit, shares };
}

async function fit(entry: Algorithm, x: Matrix, k: number, kernels = two): Promise<ToldFit> {
  const ks = entry.clusters ? [k] : [];
  const [only, ...others] = await entry.fit(x, ks, defaults(entry), { kernels, random: createRandom(7) });
  if (!only || others.length > 0) throw new Error(`${1 + others.length} fits of one k`);
  return told(only);
}

/** Its defaults with every combination of its choices. */
function choicesOf(entry: Algorithm): ParamsOf<ParamSpecs>[] {
  return Object.entries<ParamSpec>(entry.params).reduce(
    (all, [name, spec]) =>
      spec.kind === "choice" ? all.flatMap((one) => spec.options.map(({ value }) => ({ ...one, [name]: value }))) : all,
    [defaults(entry)],
  );
}

/** Three clusters of unit deviation, 60 from the origin and in directions of their own. */
function apart(random: Random, rows: number, cols: number): Matrix {
  const data = new Float32Array(rows * cols).map(() => random.normal());
  for (let row = 0; row < rows; row++) {
    const cluster = random.int(3);
    const at = row * cols + (cluster % cols);
    data[at] = (data[at] ?? 0) + (cluster < cols ? 60 : -60);
  }
  return { data, rows, cols };
}

/** Row i is row order[i] of x. */
function permuted(x: Matrix, order: readonly number[]): Matrix {
  const data = new Float32Array(x.data.length);
  for (const [i, row] of order.entries()) data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
  return { ...x, data };
}

it("has no two entries of the same id", () => {
  expect(new Set(algorithms.map(({ id }) => id)).size).toBe(algorithms.length);
});

describe.each(algorithms.map((entry) => [entry.id, entry as Algorithm] as const))("%s", (_, entry) => {
  it("says in both languages what it and each parameter is, with a default inside the bounds", () => {
    for (const { label, help } of [entry, ...Object.values<ParamSpec>(entry.params)]) {
      for (const text of [label.en, label.zh, help.en, help.zh]) expect(text.trim()).not.toBe("");
    }
    for (const spec of Object.values<ParamSpec>(entry.params)) {
      if (spec.kind === "choice") expect(spec.options.map(({ value }) => value)).toContain(spec.default);
      else if (spec.default !== "auto") {
        expect(spec.default).toBeGreaterThanOrEqual(spec.minimum);
        expect(spec.default).toBeLessThanOrEqual(spec.maximum);
      }
    }
  });

  it("finds clear clusters, whatever the order of rows, the unit and the offset", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 2, max: 6 }), async (seed, cols) => {
        const random = createRandom(seed);
        const x = apart(random, 200, cols);
        // A grid that float32 holds exactly at the offset.
        const grid = { ...x, data: x.data.map((value) => Math.round(value * 16) / 16) };
        const order = Array.from({ length: 200 }, (_, i) => (i * 77 + seed) % 200);
        const plain = partition((await fit(entry, grid, 3)).labels);
        const shuffled = (await fit(entry, permuted(grid, order), 3)).labels;
        const back = new Int32Array(200);
        for (const [i, row] of order.entries()) back.set(shuffled.subarray(i, i + 1), row);
        expect(partition(back)).toEqual(plain);
        const offset = entry.byDirection ? 0 : 65_536;
        const elsewhere = { ...grid, data: grid.data.map((value) => 2 * value + offset) };
        expect(partition((await fit(entry, elsewhere, 3)).labels)).toEqual(plain);
      }),
      { numRuns: 20 },
    );
  });

  it("says of every row, where it does, how surely it belongs to each cluster: shares of 1 at most", async () => {
    const { k, labels, shares } = await fit(entry, apart(createRandom(9), 240, 3), 3);
    expect(shares !== undefined).toBe(["hdbscan", "gaussian-mixture"].includes(entry.id));
    for (const [row, label] of shares ? labels.entries() : []) {
      const own = [...(shares?.subarray(row * k, (row + 1) * k) ?? [])];
      expect(own.every((share) => share >= 0)).toBe(true);
      expect(own.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-6);
      if (label >= 0) expect(own.indexOf(Math.max(...own))).toBe(label);
    }
  });

  it("takes rows with gaps exactly with the params that it says so of, and fills nothing in", async () => {
    const takesGaps = choicesOf(entry).filter((params) => entry.comparesGaps?.(params));
    expect(takesGaps.length > 0).toBe(entry.id === "hierarchical");
    const x = apart(createRandom(4), 90, 3);
    const data = x.data.map((value, at) => (at % 7 === 0 ? Number.NaN : value));
    for (const params of takesGaps) {
      const fits = await Promise.all(
        [one, two].map((kernels) => entry.fit({ ...x, data }, [3], params, { kernels, random: createRandom(7) })),
      );
      expect(fits[0]).toEqual(fits[1]);
      const { labels, centres, inertia } = fits[0]?.[0] ?? {};
      expect(labels?.every((label) => label >= 0 && label < 3)).toBe(true);
      expect([...(centres?.data ?? []), inertia].every(Number.isFinite)).toBe(true);
      const elsewhere = x.data.map((value, at) => (at % 7 === 0 ? Number.NaN : 2 * value + 4096));
      const context = { kernels: two, random: createRandom(7) };
      const [again] = await entry.fit({ ...x, data: elsewhere }, [3], params, context);
      expect(partition(again?.labels ?? [])).toEqual(partition(labels ?? []));
    }
  });

  it("has the same bytes on one, two and three threads, and for the same seed", async () => {
    const x = blobs(createRandom(1), 3000, 6, 5, 1);
    const alone = await fit(entry, x, 7, one);
    expect(await fit(entry, x, 7, two)).toEqual(alone);
    expect(await fit(entry, x, 7, three)).toEqual(alone);
    expect(await fit(entry, x, 7, three)).toEqual(alone);
  });

  it.runIf(entry.clusters)("gives each k the fit that it has alone", async () => {
    const x = blobs(createRandom(5), 300, 3, 4, 3);
    const together = await entry.fit(x, [2, 4, 5], defaults(entry), { kernels: two, random: createRandom(7) });
    expect(together.map(({ k }) => k)).toEqual([2, 4, 5]);
    expect(together.map(told)[1]).toEqual(await fit(entry, x, 4));
  });

  it.runIf(entry.clusters)("refuses fewer rows than clusters with the numbers in the sentence", async () => {
    const failed = fit(entry, matrixOf([[1], [2]]), 3);
    await expect(failed).rejects.toBeInstanceOf(CladeError);
    await expect(failed).rejects.toThrow(/3 .* 2/);
  });

  it.runIf(entry.clusters)("takes identical rows, constant columns and duplicates", async () => {
    const same = await fit(entry, matrixOf(new Array(20).fill([4, 4])), 2);
    expect(same.inertia).toBe(0);
    expect(same.centres.data.every(Number.isFinite)).toBe(true);
    const rows = Array.from({ length: 60 }, (_, i) => [i % 3, 1000, 0]);
    const distinct = await fit(entry, matrixOf(rows), 3);
    expect(partition(distinct.labels)).toEqual(rows.map(([first]) => first));
    expect(distinct.inertia).toBe(0);
  });

  it("labels with 0…k−1 or −1, and returns a centre for each", async () => {
    const x = blobs(createRandom(3), 500, 4, 3, 2);
    const { k, labels, centres, iterations } = await fit(entry, x, 6);
    if (entry.clusters) expect(k).toBe(6);
    expect([centres.rows, centres.cols, centres.data.length]).toEqual([k, 4, 4 * k]);
    expect(labels.every((label) => label >= -1 && label < k)).toBe(true);
    expect(iterations).toBeGreaterThan(0);
  });

  it.runIf(entry.fitStream)("is as tight over rows that are read block by block", async () => {
    const x = blobs(createRandom(6), 2000, 5, 4, 2);
    const context = { kernels: two, random: createRandom(7) };
    const streamed = await entry.fitStream?.(rowsOfMatrix(x), [3, 6], defaults(entry), context);
    const whole = await entry.fit(x, [3, 6], defaults(entry), context);
    expect(streamed?.map(({ k }) => k)).toEqual([3, 6]);
    for (const [at, { inertia, centres }] of whole.entries()) {
      expect((streamed?.[at]?.inertia ?? 0) / inertia).toBeLessThan(1.01);
      expect(streamed?.[at]?.centres.data).toHaveLength(centres.data.length);
    }
  });

  it("leaves its input and the kernels' memory as they were", async () => {
    const mark = two.mark();
    const x = two.matrix(400, 3);
    x.data.set(blobs(createRandom(2), 400, 3, 3, 5).data);
    const before = x.data.slice();
    const after = two.mark();
    await fit(entry, x, 4);
    expect(two.mark()).toBe(after);
    expect(x.data).toEqual(before);
    two.release(mark);
  });
});

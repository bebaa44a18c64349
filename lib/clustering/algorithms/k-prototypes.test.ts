import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CategoryColumns, Matrix } from "../../core/matrix.ts";
import { createRandom, type Random } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { blobs, matrixOf, partition } from "../../kernels/test-data.ts";
import { paramsFor } from "../params.ts";
import type { Fit } from "./algorithm.ts";
import { kMeans } from "./k-means.ts";
import { kPrototypes } from "./k-prototypes.ts";

let one: Kernels;
let three: Kernels;
beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

interface User {
  readonly numbers: readonly number[];
  /** The level of each category; 0…levels − 1. */
  readonly levels: readonly number[];
}

/** Numbers, then a column a level, as the features stage writes them. */
function matrixOfUsers(users: readonly User[], levels: readonly number[]): Matrix {
  const rows = users.map((user) => [
    ...user.numbers,
    ...user.levels.flatMap((own, at) => Array.from({ length: levels[at] ?? 0 }, (_, level) => Number(level === own))),
  ]);
  let first = users[0]?.numbers.length ?? 0;
  const categories = levels.map((count): CategoryColumns => {
    first += count;
    return { first: first - count, count };
  });
  return { ...matrixOf(rows), categories };
}

async function fit(x: Matrix, k: number, categoryWeight = 0.5, { kernels = one, restarts = 50 } = {}): Promise<Fit> {
  const [found] = await kPrototypes.fit(x, [k], { categoryWeight, restarts }, { kernels, random: createRandom(7) });
  if (!found) throw new Error("no fit");
  return found;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean variance of the numbers, column by column. */
function spread(users: readonly User[]): number {
  const columns = (users[0]?.numbers ?? []).map((_, j) => users.map(({ numbers }) => numbers[j] ?? 0));
  return mean(columns.map((values) => mean(values.map((value) => (value - mean(values)) ** 2))));
}

// Two numbers, a city of three, a membership of two; the best of all partitions into three, tried one by one in Python.
const few: readonly User[] = [
  { numbers: [0, 1], levels: [0, 1] },
  { numbers: [1, 0], levels: [0, 1] },
  { numbers: [0, 0], levels: [1, 0] },
  { numbers: [4, 5], levels: [2, 0] },
  { numbers: [5, 4], levels: [2, 0] },
  { numbers: [1, 1], levels: [2, 1] },
  { numbers: [5, 5], levels: [1, 0] },
  { numbers: [4, 4], levels: [1, 1] },
  { numbers: [2, 3], levels: [0, 0] },
];

it.each([
  [0.01, [0, 0, 0, 1, 1, 0, 1, 1, 2]],
  [0.5, [0, 0, 0, 1, 1, 0, 1, 1, 2]],
  [2, [0, 0, 1, 2, 2, 0, 2, 2, 0]],
  [5, [0, 0, 1, 2, 2, 0, 1, 1, 1]],
])("finds the best of all partitions of nine users where a category weighs %d", async (weight, best) => {
  expect(partition((await fit(matrixOfUsers(few, [3, 2]), 3, weight)).labels)).toEqual(best);
});

it("is k-means where there are no categories", async () => {
  const x = blobs(createRandom(4), 600, 5, 4, 2);
  const asked = { algorithm: "k-means", k: 4, kMin: 2, kMax: 4, restarts: 10 } as const;
  const [plain] = await kMeans.fit(x, [4], paramsFor(kMeans.params, asked), { kernels: one, random: createRandom(7) });
  expect(await fit(x, 4, 0.5, { restarts: 10 })).toEqual(plain);
});

const arbitrary = fc
  .array(
    fc.record({
      numbers: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 2 }),
      levels: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1 })),
    }),
    { minLength: 4, maxLength: 40 },
  )
  .filter((users) => spread(users) > 0);

describe("every segment", () => {
  it("has the means and the commonest levels of its users, who are nearer to no other", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.integer({ min: 2, max: 4 }), async (users, k) => {
        const x = matrixOfUsers(users, [4, 2]);
        const { labels, centres } = await fit(x, k, 0.7);
        const gamma = 0.7 * spread(users);
        const prototypes = Array.from({ length: k }, (_, c): User => {
          const row = [...centres.data.subarray(c * 8, (c + 1) * 8)];
          return { numbers: row.slice(0, 2), levels: [row.slice(2, 6).indexOf(1), row.slice(6).indexOf(1)] };
        });
        const distance = (a: User, b: User) =>
          a.numbers.reduce((sum, value, j) => sum + (value - (b.numbers[j] ?? 0)) ** 2, 0) +
          gamma * a.levels.filter((level, at) => level !== b.levels[at]).length;
        for (const [c, prototype] of prototypes.entries()) {
          const members = users.filter((_, row) => labels[row] === c);
          if (members.length === 0) continue;
          for (const j of [0, 1])
            expect(prototype.numbers[j]).toBeCloseTo(mean(members.map(({ numbers }) => numbers[j] ?? 0)), 4);
          for (const [at, own] of prototype.levels.entries()) {
            const counts = [0, 1, 2, 3].map((level) => members.filter(({ levels }) => levels[at] === level).length);
            expect(own).toBe(counts.indexOf(Math.max(...counts)));
          }
        }
        for (const [row, user] of users.entries()) {
          const all = prototypes.map((prototype) => distance(user, prototype));
          expect(all[labels[row] ?? -1]).toBeLessThan(Math.min(...all) + 1e-3);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Three kinds of users whom categories tell apart, and numbers hardly do. */
function planted(random: Random, count: number): { readonly users: User[]; readonly kinds: number[] } {
  const kinds = Array.from({ length: count }, () => random.int(3));
  const likely = (kind: number, levels: number) => (random.next() < 0.85 ? kind % levels : random.int(levels));
  const users = kinds.map((kind) => ({
    numbers: [random.normal() + 0.8 * kind, random.normal()],
    levels: [likely(kind, 3), likely(kind, 4), likely(kind, 3)],
  }));
  return { users, kinds };
}

const shareTold = (labels: ArrayLike<number>, kinds: readonly number[]) => {
  const own = [0, 1, 2].map((label) => kinds.filter((_, row) => labels[row] === label));
  return own.reduce((sum, of) => sum + Math.max(...[0, 1, 2].map((k) => of.filter((o) => o === k).length)), 0);
};

it("finds users whom categories tell apart, as k-modes where there is nothing else", async () => {
  const { users, kinds } = planted(createRandom(3), 600);
  const mixed = await fit(matrixOfUsers(users, [3, 4, 3]), 3, 1);
  expect(shareTold(mixed.labels, kinds)).toBeGreaterThan(0.9 * 600);
  const withoutNumbers = users.map(({ levels }) => ({ numbers: [], levels }));
  const modes = await fit(matrixOfUsers(withoutNumbers, [3, 4, 3]), 3, 7);
  expect(shareTold(modes.labels, kinds)).toBeGreaterThan(0.9 * 600);
  // There its weight does not matter: distances are numbers of differing categories.
  expect((await fit(matrixOfUsers(withoutNumbers, [3, 4, 3]), 3, 0.2)).labels).toEqual(modes.labels);
});

describe("does not depend on", () => {
  const { users } = planted(createRandom(5), 500);
  const x = matrixOfUsers(users, [3, 4, 3]);

  it("the unit of the numbers, or how the levels are scaled", async () => {
    const plain = await fit(x, 3);
    const levelled = { ...x, data: x.data.map((value, at) => (at % x.cols < 2 ? 8 * value : 0.25 * value - 3)) };
    const scaled = await fit(levelled, 3);
    expect(scaled.labels).toEqual(plain.labels);
    expect([...scaled.centres.data].slice(2, 12)).toEqual(
      [...plain.centres.data].slice(2, 12).map((value) => 0.25 * value - 3),
    );
  });

  it("the threads, to the byte", async () => {
    const many = matrixOfUsers(planted(createRandom(6), 10_000).users, [3, 4, 3]);
    const options = { restarts: 3 };
    expect(await fit(many, 4, 0.5, { ...options, kernels: three })).toEqual(await fit(many, 4, 0.5, options));
  });

  it("the order of rows where segments are clear", async () => {
    const order = users.map((_, row) => (row * 77 + 13) % users.length);
    const apart = users.map(({ numbers, levels }) => ({
      numbers: numbers.map((v) => v + 30 * (levels[0] ?? 0)),
      levels,
    }));
    const plain = (await fit(matrixOfUsers(apart, [3, 4, 3]), 3)).labels;
    const turned = await fit(
      matrixOfUsers(
        order.map((row) => apart[row] ?? { numbers: [], levels: [] }),
        [3, 4, 3],
      ),
      3,
    );
    expect(partition(turned.labels)).toEqual(partition(order.map((row) => plain[row] ?? -1)));
  });
});

describe("takes", () => {
  it("users who have none of the levels: that is a level, too", async () => {
    // The third level's column is left out.
    const users = Array.from({ length: 30 }, (_, row) => ({ numbers: [row % 2], levels: [row % 3] }));
    const x = matrixOfUsers(users, [2]);
    const { labels, centres } = await fit(x, 3, 50);
    expect(partition(labels)).toEqual(users.map(({ levels }) => levels[0]));
    expect([2, 5, 8].map((row) => labels[row]).every((label) => label === labels[2])).toBe(true);
    const none = centres.data.subarray(3 * (labels[2] ?? 0), 3 * (labels[2] ?? 0) + 3);
    expect([none[1], none[2]]).toEqual([0, 0]);
  });

  it("fewer kinds of users than segments, and levels that everybody or nobody has", async () => {
    const users = Array.from({ length: 20 }, (_, row) => ({ numbers: [5], levels: [row % 2, 0, 1] }));
    const x = matrixOfUsers(users, [2, 1, 2]);
    const { labels, inertia, centres } = await fit(x, 4);
    expect(inertia).toBe(0);
    expect(centres.data.every(Number.isFinite)).toBe(true);
    for (const [row, { levels }] of users.entries()) expect(labels[row] === labels[0]).toBe(levels[0] === 0);
  });
});

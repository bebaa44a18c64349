import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Kernels, openKernels } from "./pool.ts";
import { bootstrapSums, permuteSums } from "./resample.ts";

let one: Kernels;
let three: Kernels;

beforeAll(async () => {
  [one, three] = await Promise.all([openKernels({ threads: 1 }), openKernels({ threads: 3 })]);
});

afterAll(async () => {
  await Promise.all([one.close(), three.close()]);
});

/** Every `width`-th number from `at` on. */
const column = (sums: Float64Array, width: number, at: number) =>
  Array.from({ length: sums.length / width }, (_, row) => sums[row * width + at] ?? Number.NaN);
const meanOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
const varianceOf = (values: readonly number[]) => {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
};
/** Within five standard errors of the mean of so many draws. */
const within = (values: readonly number[], mean: number, variance: number) =>
  expect(Math.abs(meanOf(values) - mean)).toBeLessThan(5 * Math.sqrt(variance / values.length));

describe("resamples with replacement", () => {
  it.each([
    ["few of many users", 10_000, [30, 30, 45, 120]],
    ["half of the users", 8, [1, -2, 3, 5]],
    ["all users but none common", 3, [4, 7, 1]],
  ])("have the mean and the variance of the arm: %s", (_, n, values) => {
    const sums = bootstrapSums(one, { n, others: Float64Array.from(values) }, 40_000, [1, 2]);
    const [total, squares] = [values.reduce((a, b) => a + b, 0), values.reduce((a, b) => a + b * b, 0)];
    const variance = squares - total ** 2 / n;
    const found = column(sums, 2, 0);
    within(found, total, variance);
    expect(varianceOf(found) / variance).toBeCloseTo(1, 1);
    within(
      column(sums, 2, 1),
      squares,
      values.reduce((a, b) => a + b ** 4, 0),
    );
  });

  it("of users that are all alike are all alike", () => {
    expect([...bootstrapSums(one, { n: 5, others: new Float64Array() }, 2, [1, 2])]).toEqual([0, 0, 0, 0]);
    expect([...bootstrapSums(one, { n: 2, others: Float64Array.of(3, 3) }, 1, [1, 2])]).toEqual([6, 18]);
  });
});

describe("reassigned users", () => {
  const first = { n: 400, others: Float64Array.of(10, 20, 30) };
  const second = { n: 1600, others: Float64Array.of(5, 5, 50, 100, 1, 2, 3) };

  it("go to the first arm as often as it is large, and stay there as often", () => {
    const sums = permuteSums(one, [first, second], 40_000, [3, 4]);
    const values = [...first.others, ...second.others];
    const [n, share] = [2000, 0.2];
    const total = values.reduce((a, b) => a + b, 0);
    const spread = values.reduce((a, b) => a + b * b, 0) - total ** 2 / n;
    const variance = (share * (1 - share) * n * spread) / (n - 1);
    const found = column(sums, 4, 0);
    within(found, share * total, variance);
    expect(varianceOf(found) / variance).toBeCloseTo(1, 1);
    // 400 of 2,000 drawn, 400 of them marked: hypergeometric.
    const stayed = column(sums, 4, 2);
    const chance = (400 * share * (1 - share) * 1600) / 1999;
    within(stayed, 80, chance);
    expect(varianceOf(stayed) / chance).toBeCloseTo(1, 1);
    within(column(sums, 4, 3), share * 60, share * 1400);
    within(column(sums, 4, 1), share * values.reduce((a, b) => a + b * b, 0), share * 1e8);
  });

  it("are all of the pairs of a tiny test, each as often", () => {
    const arm = (values: number[]) => ({ n: values.length, others: Float64Array.from(values) });
    const sums = permuteSums(one, [arm([1, 2]), arm([4, 8])], 30_000, [5, 6]);
    const counts = new Map<number, number>();
    for (const sum of column(sums, 4, 0)) counts.set(sum, (counts.get(sum) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([3, 5, 6, 9, 10, 12]);
    for (const count of counts.values()) expect(Math.abs(count - 5000)).toBeLessThan(350);
  });
});

it("gives the same bytes whatever the threads, and others for another seed", () => {
  const arm = { n: 900_000, others: Float64Array.from({ length: 9000 }, (_, i) => i) };
  const rest = { n: 400_000, others: Float64Array.from({ length: 5000 }, (_, i) => 2 * i) };
  for (let time = 0; time < 3; time++) {
    expect(bootstrapSums(three, arm, 300, [7, 8])).toEqual(bootstrapSums(one, arm, 300, [7, 8]));
    expect(permuteSums(three, [arm, rest], 200, [7, 8])).toEqual(permuteSums(one, [arm, rest], 200, [7, 8]));
  }
  expect(bootstrapSums(one, arm, 20, [7, 9])).not.toEqual(bootstrapSums(one, arm, 20, [7, 8]));
});

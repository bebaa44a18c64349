import { describe, expect, it, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { openKernels } from "../../kernels/pool.ts";
import { benjaminiHochberg } from "../corrections/benjamini-hochberg.ts";
import { holm } from "../corrections/holm.ts";
import { welch } from "../statistics/welch.ts";
import { drawNormalPair } from "./draws.ts";
import {
  join,
  normal,
  type Population,
  quantile,
  ratio,
  share,
  spend,
  stratified,
  withCovariate,
} from "./populations.ts";
import {
  type Found,
  simulateAlwaysValid,
  simulateChances,
  simulateFamilies,
  simulateGroupSequential,
  simulateTests,
} from "./simulate.ts";
import { keepsTo } from "./table.ts";

const kernels = await openKernels({ threads: 1 });
const options = (runs: number) => ({ runs, seed: 11, kernels });

/** Four standard deviations of what so many runs can tell: a sound method fails once in 15,000 seeds. */
const most = (share: number, runs: number) => runs * share + 4 * Math.sqrt(runs * share * (1 - share));
const least = (share: number, runs: number) => runs * share - 4 * Math.sqrt(runs * share * (1 - share));

function expectEachTail({ below, above, runs }: Found): void {
  for (const tail of [below, above]) {
    expect(tail).toBeLessThan(most(0.025, runs));
    expect(tail).toBeGreaterThan(least(0.025, runs));
  }
}

describe("tests without an effect find one in twenty times, as often on each side", () => {
  test.each<[Population, readonly [number, number], number]>([
    [normal, [50, 150], 2000],
    [share(0.05), [2000, 8000], 1500],
    [ratio, [300, 900], 2000],
    [withCovariate, [150, 450], 2000],
    [quantile(0.5), [300, 900], 600],
    [stratified, [300, 900], 2000],
  ])("$name", (population, sizes, runs) => expectEachTail(simulateTests(population, sizes, null, options(runs))));

  it("chances to win among them", () => expectEachTail(simulateChances(normal, [200, 600], options(2000))));
});

describe("a skewed mean in uneven arms", () => {
  it("is told apart by accident no more often than any other by the method that leads, and far too often by Welch", () => {
    const runs = 200;
    const lead = simulateTests(spend(), [400, 1600], null, options(runs));
    expect(lead.inconclusive).toBe(0);
    for (const tail of [lead.below, lead.above]) expect(tail).toBeLessThan(most(0.025, runs));
    const plain = simulateTests(spend(), [400, 1600], welch, options(runs));
    expect(plain.above).toBeGreaterThan(most(0.025, runs));
  });
});

describe("sequential tests without an effect find one in twenty times over all looks", () => {
  const runs = 400;

  it("always-valid", () => {
    const looks = Array.from({ length: 25 }, (_, at) => 2 * Math.round(100 * 1.22 ** at));
    for (const population of [normal, ratio, withCovariate]) {
      const { below, above } = simulateAlwaysValid(population, looks, options(runs));
      expect(below + above).toBeLessThan(most(0.05, runs));
    }
  });

  it("group sequential, at even and at uneven looks", () => {
    for (const [looks, spending] of [
      [[400, 800, 1200, 1600, 2000], "pocock"],
      [[200, 600, 700, 2000], "obrien-fleming"],
    ] as const) {
      const { below, above } = simulateGroupSequential(normal, looks, spending, options(runs));
      expect(below + above).toBeLessThan(most(0.05, runs));
      expect(below + above).toBeGreaterThan(least(0.05, runs));
    }
  });
});

it("families keep to their error", () => {
  const runs = 800;
  expect(simulateFamilies(holm, Array(5).fill(0), "any", options(runs)).above).toBeLessThan(most(0.05, runs));
  const shares = simulateFamilies(benjaminiHochberg, [0.4, 0.4, 0, 0, 0], "share", options(runs)).above;
  expect(shares).toBeLessThan(most(0.05, runs));
});

it("pairs drawn by their statistics have the moments that were asked for", () => {
  const random = createRandom(3);
  const pair = { second: "covariate", means: [10, 8], deviations: [10, 9], correlation: 0.7 } as const;
  const one = drawNormalPair(random, 200_000, pair);
  const covariance = (i: number, j: number) => (one.comoments[i]?.[j] ?? Number.NaN) / (one.n - 1);
  expect(one.means[0]).toBeCloseTo(10, 0);
  expect(covariance(0, 0) / 100).toBeCloseTo(1, 1);
  expect(covariance(1, 1) / 81).toBeCloseTo(1, 1);
  expect(covariance(0, 1) / Math.sqrt(covariance(0, 0) * covariance(1, 1))).toBeCloseTo(0.7, 2);
});

it("an arm that grows keeps its users", () => {
  const random = createRandom(4);
  const [a, b] = [spend().draw(random, 3000), spend().draw(random, 2000)];
  const both = join(a, b);
  expect(both.statistics.n).toBe(5000);
  expect(both.values?.counts.reduce((total, users) => total + users, 0)).toBe(5000);
});

it("a bar holds within what so many runs can tell", () => {
  const found = (above: number): Found => ({ runs: 10_000, below: 0, above, inconclusive: 0 });
  expect(keepsTo("4–6", found(640))).toBe(true);
  expect(keepsTo("4–6", found(660))).toBe(false);
  expect(keepsTo("4–6", found(340))).toBe(false);
  expect(keepsTo("≤ 5", found(530))).toBe(true);
  expect(keepsTo("≤ 5", found(550))).toBe(false);
  expect(keepsTo(null, found(9000))).toBe(true);
});

import type { Random } from "../../core/random.ts";
import { type ArmSample, type ArmStatistics, countValues, fromSums, fromValues, mergeArms } from "../arm-statistics.ts";
import { MetricConfig } from "../config-schema.ts";
import { drawBinomial, drawNormal, drawNormalPair, drawShare } from "./draws.ts";

/** Users of one kind, an arm of whom can be drawn. */
export interface Population {
  readonly name: string;
  readonly metric: MetricConfig;
  /** lift: how much more a treated user has, in shares of the control's mean. */
  draw(random: Random, n: number, lift?: number): ArmSample;
}

const metricOf = (type: MetricConfig["type"], more: object = {}) =>
  MetricConfig.parse({ name: type, type, column: type, role: "primary", ...more });
const sampleOf = (statistics: ArmStatistics, strata: readonly ArmStatistics[] = []): ArmSample => ({
  ...{ statistics, values: null, strata },
});

export const normal: Population = {
  name: "normal mean",
  metric: metricOf("mean"),
  draw: (random, n, lift = 0) => sampleOf(drawNormal(random, n, 10 * (1 + lift), 10)),
};

export function share(of: number): Population {
  return {
    name: `share of ${of * 100} %`,
    metric: metricOf("proportion"),
    draw: (random, n, lift = 0) => sampleOf(drawShare(random, n, of * (1 + lift))),
  };
}

export const ratio: Population = {
  name: "ratio of two sums",
  metric: metricOf("ratio", { denominator: "orders" }),
  draw: (random, n, lift = 0) =>
    sampleOf(
      drawNormalPair(random, n, {
        second: "denominator",
        means: [60 * (1 + lift), 3],
        deviations: [30, 1],
        correlation: 0.8,
      }),
    ),
};

export const withCovariate: Population = {
  name: "mean with a covariate (r = .7)",
  metric: metricOf("mean", { covariate: "before" }),
  draw: (random, n, lift = 0) =>
    sampleOf(
      drawNormalPair(random, n, {
        second: "covariate",
        means: [10 * (1 + lift), 8],
        deviations: [10, 9],
        correlation: 0.7,
      }),
    ),
};

export function quantile(of: number): Population {
  return {
    name: `quantile ${of} of a log-normal`,
    metric: metricOf("quantile", { quantile: of }),
    draw: (random, n, lift = 0) => {
      const values = Float64Array.from({ length: n }, () => (1 + lift) * Math.exp(3 + 0.8 * random.normal()));
      return { statistics: fromValues({ value: values }), values: countValues(values), strata: [] };
    },
  };
}

const strata = [
  { part: 0.4, mean: 2, deviation: 3 },
  { part: 0.3, mean: 10, deviation: 5 },
  { part: 0.2, mean: 20, deviation: 8 },
  { part: 0.1, mean: 45, deviation: 15 },
];

export const stratified: Population = {
  name: "mean in four unlike segments",
  metric: metricOf("mean"),
  draw(random, n, lift = 0) {
    let [left, rest] = [n, 1];
    const parts = strata.map(({ part, mean, deviation }) => {
      const users = part >= rest - 1e-9 ? left : drawBinomial(random, left, part / rest);
      [left, rest] = [left - users, rest - part];
      return drawNormal(random, Math.max(3, users), mean * (1 + lift), deviation);
    });
    return sampleOf(mergeArms(parts), parts);
  },
};

/** One user in 111 buys; a third at the least price, the rest exponentially above it, at most 499. */
const buyers = 0.00903;
const drawOrder = (random: Random) =>
  random.next() < 0.35 ? 29.99 : Math.min(499, 29.99 - 120 * Math.log(1 - random.next()));

/**
 * Spend like that of Hillstrom's e-mail test: 99 % zeros, mean .95, skewness about 20. A lift brings more buyers of the same
 * orders. `unlike`: treated users buy that many times as often, for less, so that the mean is the same and nothing else.
 */
export function spend(unlike = 1): Population {
  return {
    name: unlike === 1 ? "spend, 99 % zeros" : `spend, treated buy ${unlike} times as often for 1/${unlike}`,
    metric: metricOf("mean"),
    draw(random, n, lift) {
      const isTreated = lift !== undefined;
      const times = isTreated ? unlike : 1;
      const count = drawBinomial(random, n, buyers * times * (1 + (lift ?? 0)));
      return spendOf(
        n,
        Array.from({ length: count }, () => drawOrder(random) / times),
      );
    },
  };
}

function spendOf(n: number, orders: readonly number[]): ArmSample {
  const { values, counts } = countValues(orders);
  const sum = (power: number) => orders.reduce((total, order) => total + order ** power, 0);
  return {
    statistics: fromSums({
      ...{ n, variables: ["value"], sums: [sum(1)], products: [[sum(2)]], sumCubes: sum(3) },
      ...{ minimum: 0, maximum: values.at(-1) ?? 0, nonZero: orders.length },
    }),
    values: { values: Float64Array.of(0, ...values), counts: Float64Array.of(n - orders.length, ...counts) },
    strata: [],
  };
}

/** Users of both draws together: an arm as it grows. */
export function join(a: ArmSample, b: ArmSample): ArmSample {
  const values = new Map<number, number>();
  for (const arm of [a.values, b.values])
    arm?.values.forEach((value, at) => {
      values.set(value, (values.get(value) ?? 0) + (arm.counts[at] ?? 0));
    });
  const sorted = [...values].sort(([x], [y]) => x - y);
  return {
    statistics: mergeArms([a.statistics, b.statistics]),
    values:
      a.values && b.values
        ? {
            values: Float64Array.from(sorted, ([value]) => value),
            counts: Float64Array.from(sorted, ([, count]) => count),
          }
        : null,
    strata: [],
  };
}

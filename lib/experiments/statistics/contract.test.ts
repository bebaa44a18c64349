import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import type { ArmSample } from "../arm-statistics.ts";
import type { MetricConfig, MetricType } from "../config-schema.ts";
import { armOf, armOfShares, armOfSums, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { statistics } from "./index.ts";
import type { CompareOptions, Estimate, Statistic } from "./statistic.ts";

const types: readonly MetricType[] = ["proportion", "mean", "ratio", "quantile"];

/** Users of two segments, whose second variables move with the first; in one order for all arms. */
function usersOf(type: MetricType, n: number, seed: number, lift: number, { offset = 0, scale = 1 } = {}): ArmSample {
  const random = createRandom(seed);
  const user = () => {
    const before = 10 + 2 * random.normal();
    const value = type === "proportion" ? Number(random.next() < 0.4 + lift / 4) : before + random.normal() + lift;
    return { value: offset + scale * value, denominator: 5 + random.int(4), covariate: before };
  };
  const stratum = (size: number) => {
    const users = Array.from({ length: size }, user);
    return {
      value: users.map(({ value }) => value),
      ...(type === "ratio" ? { denominator: users.map(({ denominator }) => denominator) } : {}),
      covariate: users.map(({ covariate }) => covariate),
    };
  };
  return armOf(stratum(n), stratum(n + 7));
}

function run(
  statistic: Statistic,
  metric: MetricConfig,
  control: ArmSample,
  treatment: ArmSample,
  more: Partial<CompareOptions> = {},
): Estimate {
  const outcome = statistic.compare(control, treatment, optionsOf(metric, more));
  if (!outcome.ok) throw new Error(`${statistic.id}: ${outcome.reason.en}`);
  return outcome.value;
}

/** What "no difference" is on its scale. */
const nullOf = ({ scale }: Statistic) => (scale === "probability" ? 0.5 : 0);

test("ids, and a text in both languages, are each one's own", () => {
  expect(new Set(statistics.map(({ id }) => id)).size).toBe(statistics.length);
  for (const text of statistics.flatMap(({ label, help }) => [label, help])) {
    expect(text.en).not.toBe("");
    expect(text.zh).toMatch(/[一-鿿]/);
  }
});

describe.each(statistics.map((one) => [one.id, one] as const))("%s", (_, statistic) => {
  const [a, b] = [usersOf("mean", 60, 1, 0), usersOf("mean", 80, 2, 0.5)];
  const meant = types.filter((type) => statistic.appliesTo(metricOf(type), a, b));

  test("is meant for some type of metric", () => {
    expect(meant.length).toBeGreaterThan(0);
  });

  describe.each(meant)("of a %s", (type) => {
    const metric = metricOf(type);
    const control = usersOf(type, 60, 1, 0);
    const treatment = usersOf(type, 80, 2, 0.5);

    test("gives an interval around its estimate, and a p value that agrees with it", () => {
      const { estimate, low, high, pValue } = run(statistic, metric, control, treatment);
      expect(low).toBeLessThan(estimate);
      expect(high).toBeGreaterThan(estimate);
      expect(pValue).toBeGreaterThan(0);
      expect(pValue).toBeLessThanOrEqual(1);
    });

    test("swapped arms mirror the effect", () => {
      const there = run(statistic, metric, control, treatment);
      const back = run(statistic, metric, treatment, control);
      if (statistic.scale === "relative") {
        expect(Math.sign(back.estimate)).toBe(-Math.sign(there.estimate));
        return;
      }
      const middle = 2 * nullOf(statistic);
      expect(back.estimate).toBeCloseTo(middle - there.estimate, 10);
      expect(back.low).toBeCloseTo(middle - there.high, 10);
      expect(back.high).toBeCloseTo(middle - there.low, 10);
      expect(back.pValue).toBeCloseTo(there.pValue, 10);
    });

    test("a smaller alpha makes the interval wider", () => {
      const widths = [0.2, 0.05, 0.01, 1e-6].map((alpha) => {
        const { low, high } = run(statistic, metric, control, treatment, { alpha });
        return high - low;
      });
      expect(widths).toEqual([...widths].sort((x, y) => x - y));
    });

    test("one-sided leaves the good side open and halves the p value of a good effect", () => {
      const both = run(statistic, metric, control, treatment);
      const better = run(statistic, metric, control, treatment, { alternative: "better" });
      expect(better.high).toBe(Number.POSITIVE_INFINITY);
      expect(better.low).toBeGreaterThan(both.low);
      const worse = run(statistic, metricOf(type, { direction: "down" }), control, treatment, {
        alternative: "better",
      });
      expect(worse.low).toBe(Number.NEGATIVE_INFINITY);
      if (both.estimate > nullOf(statistic)) expect(worse.pValue).toBeGreaterThan(better.pValue);
      else expect(worse.pValue).toBeLessThan(better.pValue);
    });

    test("other units change a difference alike, and nothing else", () => {
      if (type === "proportion") return;
      const other = [usersOf(type, 60, 1, 0, { scale: 1000 }), usersOf(type, 80, 2, 0.5, { scale: 1000 })] as const;
      const [one, scaled] = [run(statistic, metric, control, treatment), run(statistic, metric, ...other)];
      const factor = statistic.scale === "difference" ? 1000 : 1;
      expect(scaled.estimate / factor).toBeCloseTo(one.estimate, 9);
      expect(scaled.low / factor).toBeCloseTo(one.low, 9);
      expect(scaled.pValue).toBeCloseTo(one.pValue, 9);
    });

    test("an offset of a million users' values changes no difference", () => {
      if (type === "proportion" || type === "ratio" || statistic.scale === "relative") return;
      const far = [
        usersOf(type, 60, 1, 0, { offset: 2 ** 20 }),
        usersOf(type, 80, 2, 0.5, { offset: 2 ** 20 }),
      ] as const;
      const [one, moved] = [run(statistic, metric, control, treatment), run(statistic, metric, ...far)];
      expect(moved.estimate).toBeCloseTo(one.estimate, 7);
      expect(moved.low).toBeCloseTo(one.low, 7);
      expect(moved.pValue).toBeCloseTo(one.pValue, 7);
    });

    test.each([
      ["nobody", armOf([]), armOf([])],
      ["nobody treated", armOf([0, 1, 0]), armOf([])],
      ["one user each", armOf([1]), armOf([0])],
      ["one user treated", armOf([0, 1, 0]), armOf([1])],
      ["all zeros", armOf([0, 0, 0, 0]), armOf([0, 0, 0, 0])],
      ["all ones", armOf([1, 1, 1, 1]), armOf([1, 1, 1, 1])],
      ["all the same, far away", armOf([1e9, 1e9, 1e9]), armOf([1e9, 1e9, 1e9])],
      ["zeros against ones", armOf([0, 0, 0]), armOf([1, 1, 1])],
      ["zeros against something", armOf([0, 0, 0, 0]), armOf([0, 1, 0, 1])],
      ["a control below zero", armOf([-3, -2, -1]), armOf([0, 1, 2])],
      ["sums without squares", armOfSums(10, 5, Number.NaN), armOfSums(10, 6, Number.NaN)],
    ])("%s: finite numbers, or a reason", (_case, c, t) => {
      const second = { value: [1, 2, 3], denominator: [0, 0, 0], covariate: [5, 5, 5] };
      const pairs = [
        [c, t],
        [armOf(second), armOf(second)],
        [armOfShares([0, 0], [1, 3]), armOfShares([0, 4], [0, 0])],
      ] as const;
      for (const [one, other] of pairs) {
        const outcome = statistic.compare(one, other, optionsOf(metric));
        if (!outcome.ok) {
          expect(outcome.reason.en).not.toBe("");
          continue;
        }
        const { estimate, low, high, pValue } = outcome.value;
        expect(Object.values({ estimate, low, high, pValue })).not.toContain(Number.NaN);
        expect(pValue >= 0 && pValue <= 1 && low <= high).toBe(true);
      }
    });
  });
});

test("aggregates give what the rows give, where no values are needed", () => {
  const value = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 3, maxLength: 40 });
  const asSums = (values: number[]) =>
    armOfSums(
      values.length,
      values.reduce((sum, one) => sum + one, 0),
      values.reduce((sum, one) => sum + one * one, 0),
    );
  const metric = metricOf("mean");
  fc.assert(
    fc.property(value, value, (c, t) => {
      for (const id of ["welch", "student", "relative-delta", "fieller", "hedges-g"]) {
        const statistic = statistics.find((one) => one.id === id);
        const fromRows = statistic?.compare(armOf(c), armOf(t), optionsOf(metric));
        const fromSums = statistic?.compare(asSums(c), asSums(t), optionsOf(metric));
        expect(fromSums?.ok).toBe(fromRows?.ok);
        if (!fromRows?.ok || !fromSums?.ok) continue;
        expect(fromSums.value.estimate).toBeCloseTo(fromRows.value.estimate, 8);
        expect(fromSums.value.pValue).toBeCloseTo(fromRows.value.pValue, 6);
      }
    }),
    { numRuns: 50 },
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { fromSums, fromValues } from "../arm-statistics.ts";
import type { ExperimentConfig } from "../config-schema.ts";
import { metricOf } from "../fixtures/arm-sample.ts";
import { describeHeterogeneity, describeMoved, describeUnplaced } from "../segments/wording.ts";
import { testEqualShares } from "./chi-squared-test.ts";
import { compareMeans } from "./compare-means.ts";
import { leaveOut } from "./influential-user.ts";

const arm = (...value: number[]) => fromValues({ value });

describe("Welch's test of two arms", () => {
  test("is that of the textbook: 1…5 against 2, 4, …, 10 has t = 1.897 on 5.88 degrees, p = .107", () => {
    const found = compareMeans(arm(1, 2, 3, 4, 5), arm(2, 4, 6, 8, 10));
    expect(found?.difference).toBe(3);
    expect(found?.standardError).toBeCloseTo(Math.sqrt(2.5 / 5 + 10 / 5), 12);
    expect(found?.pValue).toBeCloseTo(0.1075, 3);
  });

  test("has no number where a variance is unknown or nothing varies, not a p of 0", () => {
    expect(compareMeans(arm(1), arm(1, 2))).toBeNull();
    expect(compareMeans(arm(3, 3), arm(4, 4))).toBeNull();
    expect(compareMeans(arm(), arm(1, 2))).toBeNull();
    const sums = fromSums({ n: 9, variables: ["value"], sums: [5], products: [[Number.NaN]] });
    expect(compareMeans(sums, arm(1, 2))).toBeNull();
    expect(compareMeans(arm(1, 2), arm(1, 2), "covariate")).toBeNull();
  });

  test("stands with one arm that does not vary", () => {
    expect(compareMeans(arm(3, 3, 3), arm(1, 2, 6))?.pValue).toBe(1);
  });

  test("errs in one of twenty where there is nothing, and treats both arms alike", () => {
    let rejected = 0;
    for (let run = 0; run < 1000; run++) {
      const random = createRandom(run);
      const draw = (n: number, spread: number) => arm(...Array.from({ length: n }, () => spread * random.normal()));
      const [a, b] = [draw(8, 1), draw(20, 3)];
      const found = compareMeans(a, b);
      if ((found?.pValue ?? 1) < 0.05) rejected++;
      expect(compareMeans(b, a)?.pValue).toBeCloseTo(found?.pValue ?? Number.NaN, 12);
    }
    // Binomial of 1,000 at .05: mean 50, standard deviation 6.9.
    expect(Math.abs(rejected - 50)).toBeLessThan(4 * 6.9);
  });
});

test("leaving one user out is what counting the others gives, far from 0 as well", () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 20 });
  fc.assert(
    fc.property(values, fc.constantFrom(0, 1e6), fc.nat(19), (given, offset, place) => {
      const moved = given.map((value) => value + offset);
      const at = place % moved.length;
      const [left, wanted] = [leaveOut(arm(...moved), moved[at] ?? 0), arm(...moved.filter((_, i) => i !== at))];
      expect(left.n).toBe(wanted.n);
      expect(left.means[0]).toBeCloseTo(wanted.means[0] ?? 0, 6);
      expect(left.comoments[0]?.[0]).toBeCloseTo(wanted.comoments[0]?.[0] ?? 0, 4);
    }),
  );
});

describe("equal shares of a count", () => {
  test("are tested by χ²: 10 and 30 of 100 each is 12.5 on one degree", () => {
    expect(testEqualShares([10, 30], [100, 100]).pValue).toBeCloseTo(0.000407, 6);
  });

  test("are certain where nobody, or everybody, is counted", () => {
    expect(testEqualShares([0, 0], [50, 60]).pValue).toBe(1);
    expect(testEqualShares([50, 60], [50, 60]).pValue).toBe(1);
  });

  test("do not ask for the order of arms", () => {
    const counts = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 30, max: 90 })), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(counts, (given) => {
        const p = (order: typeof given) =>
          testEqualShares(
            order.map(([count]) => count),
            order.map(([, n]) => n),
          ).pValue;
        expect(p(given.toReversed())).toBeCloseTo(p(given), 10);
        expect(p(given) >= 0 && p(given) <= 1).toBe(true);
      }),
    );
  });
});

describe("whether segments differ", () => {
  const say = (pValue: number | null, mode: ExperimentConfig["mode"] = "fixed") =>
    describeHeterogeneity(metricOf("mean", { name: "spend" }), pValue, 5, { alpha: 0.05, mode });

  test("is said as surely as p allows, and never that they are the same", () => {
    expect([0.0001, 0.02, 0.3, null].map((pValue) => say(pValue).en)).toEqual([
      "The 5 segments differ beyond doubt on spend a user (p < 0.001).",
      "The 5 segments differ on spend a user (p = 0.020).",
      "There is no evidence that the 5 segments differ on spend a user (p = 0.30).",
      expect.stringContaining("cannot be said"),
    ]);
    expect(say(0.05).zh).toContain("没有证据表明");
    for (const pValue of [0.0001, 0.02, 0.3]) expect(say(pValue).zh).toMatch(/^[没5].*。$/);
  });

  test("is said to be of a single look where a test is looked at more than once", () => {
    for (const mode of ["group-sequential", "always-valid"] as const) {
      expect(say(0.02, mode).en).toMatch(
        /^The 5 segments differ on .* Whether they differ is asked as at a single look/,
      );
      expect(say(0.02, mode).zh).toContain("只查看一次");
      expect(say(null, mode)).toEqual(say(null));
    }
  });

  test("is not asked of segments that moved after the start, nor of who has none", () => {
    expect(describeMoved(0.0002).zh).toContain("p < 0.001");
    expect(describeUnplaced(12_345)).toMatchObject({
      en: expect.stringContaining("12,345 users"),
      zh: expect.stringContaining("12,345 名用户"),
    });
  });
});

import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import type { ArmSample } from "../arm-statistics.ts";
import type { ExperimentMode, MetricConfig } from "../config-schema.ts";
import { armOf, armOfShares, armOfSums, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { leadingLift, leadingStatistic } from "./leading-statistic.ts";
import { newcombe } from "./newcombe.ts";
import { largestSkewness, skewnessOfDifference } from "./skewness-of-difference.ts";
import type { Statistic } from "./statistic.ts";
import { welch } from "./welch.ts";

const leadOf = (metric: MetricConfig, control: ArmSample, treatment: ArmSample, mode: ExperimentMode = "fixed") => {
  const lead = leadingStatistic(metric, control, treatment, mode);
  return lead.ok ? lead.value.id : lead.reason.en;
};

const plain = armOf([3, 5, 4, 6]);
const before = armOf({ value: [3, 5, 4, 6], covariate: [1, 2, 1, 3] });

describe("a difference is led by", () => {
  it("Welch for means and shares, the delta method for ratios, order statistics for quantiles", () => {
    expect(leadOf(metricOf("mean"), plain, plain)).toBe("welch");
    expect(leadOf(metricOf("proportion"), armOfShares([80, 200]), armOfShares([90, 200]))).toBe("welch");
    expect(leadOf(metricOf("ratio"), plain, plain)).toBe("ratio-delta");
    expect(leadOf(metricOf("quantile"), plain, plain)).toBe("quantile-difference");
  });

  it("CUPED where both arms have a covariate", () => {
    expect(leadOf(metricOf("mean"), before, before)).toBe("cuped");
    expect(leadOf(metricOf("mean"), before, plain)).toBe("welch");
    expect(leadingLift(metricOf("mean"), before, before, "fixed")?.id).toBe("cuped-relative");
    expect(leadingLift(metricOf("mean"), plain, plain, "fixed")?.id).toBe("relative-delta");
    expect(leadingLift(metricOf("quantile"), plain, plain, "fixed")).toBeNull();
  });

  it("Newcombe where few have, or have not, the event", () => {
    expect(leadOf(metricOf("proportion"), armOfShares([3, 200]), armOfShares([9, 200]))).toBe("newcombe");
    expect(leadOf(metricOf("proportion"), armOfShares([197, 200]), armOfShares([191, 200]))).toBe("newcombe");
  });

  it("the confidence sequence in an always-valid test", () => {
    expect(leadOf(metricOf("mean"), plain, plain, "always-valid")).toBe("always-valid");
    expect(leadingLift(metricOf("mean"), plain, plain, "always-valid")?.id).toBe("always-valid-relative");
    expect(leadOf(metricOf("mean"), plain, plain, "group-sequential")).toBe("group-sequential");
  });

  it("Welch where skewness is unknown", () => {
    expect(leadOf(metricOf("mean"), armOfSums(40, 20, 400), armOfSums(160, 80, 1600))).toBe("welch");
  });
});

describe("rare events in unequal arms", () => {
  /** Verdicts at 5 % without an effect, all tables of 100 and 400 users with their probability. */
  const falsePositives = (share: number, statistic: Statistic) => {
    const options = optionsOf(metricOf("proportion"));
    const binomial = (n: number) => {
      let chance = (1 - share) ** n;
      return Array.from({ length: n + 1 }, (_, x) => {
        const own = chance;
        chance *= ((n - x) / (x + 1)) * (share / (1 - share));
        return own;
      });
    };
    let total = 0;
    binomial(100).forEach((chanceA, a) => {
      binomial(400).forEach((chanceB, b) => {
        if (chanceA * chanceB < 1e-7) return;
        const outcome = statistic.compare(armOfShares([a, 100]), armOfShares([b, 400]), options);
        if (!outcome.ok || outcome.value.pValue >= 0.05) return;
        if (outcome.value.low > 0 || outcome.value.high < 0) total += chanceA * chanceB;
      });
    });
    return total;
  };

  it("are led by Newcombe because Welch would find a difference too often", () => {
    expect(falsePositives(0.02, newcombe)).toBeLessThan(0.05);
    expect(falsePositives(0.02, welch)).toBeGreaterThan(0.1);
    expect(falsePositives(0.2, welch)).toBeLessThan(0.06);
  });
});

/** One in a hundred users spends, log-normally: the skew of Hillstrom's spend. */
function spenders(n: number, seed: number): ArmSample {
  const random = createRandom(seed);
  return armOf(Array.from({ length: n }, () => (random.next() < 0.01 ? Math.exp(4 + 0.8 * random.normal()) : 0)));
}

describe("a skewed mean", () => {
  it("is led by the randomisation test in small unequal arms, by Welch in large equal ones, by nothing from sums", () => {
    const [control, treatment] = [spenders(400, 1), spenders(1600, 2)];
    expect(leadOf(metricOf("mean"), control, treatment)).toBe("permutation-t");
    expect(leadingLift(metricOf("mean"), control, treatment, "fixed")).toBeNull();
    const unknown = { ...control, values: null };
    expect(leadOf(metricOf("mean"), unknown, treatment)).toMatch(/very large values/);
    expect(leadOf(metricOf("mean"), spenders(21_300, 3), spenders(21_300, 4))).toBe("welch");
  });

  it("is skewed where the small arm happens to hold no large value", () => {
    const [few, many] = [armOf([...Array(396).fill(0), 30, 30, 30, 31]), spenders(1600, 2)];
    expect(leadOf(metricOf("mean"), few, many)).toBe("permutation-t");
    expect(largestSkewness(few.statistics, many.statistics)).toBeGreaterThan(
      Math.abs(skewnessOfDifference(few.statistics, many.statistics) ?? 0),
    );
  });

  it("for the reason that Welch errs there, all in one tail", () => {
    const metric = metricOf("mean");
    const rejected = (control: number, treatment: number) => {
      const tails = { below: 0, above: 0 };
      for (let test = 0; test < 400; test++) {
        const outcome = welch.compare(
          spenders(control, 2 * test),
          spenders(treatment, 2 * test + 1),
          optionsOf(metric),
        );
        if (!outcome.ok || outcome.value.pValue >= 0.05) continue;
        if (outcome.value.estimate < 0) tails.below++;
        else tails.above++;
      }
      return tails;
    };
    const unequal = rejected(400, 1600);
    expect(unequal.above).toBeGreaterThan(25);
    expect(unequal.below).toBeLessThan(5);
    const equal = rejected(1000, 1000);
    expect(equal.above + equal.below).toBeLessThan(28);
  });
});

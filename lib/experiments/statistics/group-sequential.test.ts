import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { armOf, armOfShares, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { boundOf } from "../sequential/repeated.ts";
import { groupSequential, groupSequentialRelative } from "./group-sequential.ts";
import { stageWise } from "./stage-wise.ts";
import type { CompareOptions, Estimate, Statistic } from "./statistic.ts";
import { welch } from "./welch.ts";

const run = (statistic: Statistic, arms: readonly [ArmSample, ArmSample], options: CompareOptions): Estimate => {
  const outcome = statistic.compare(...arms, options);
  if (!outcome.ok) throw new Error(outcome.reason.en);
  return outcome.value;
};

const random = createRandom(3);
const users = (n: number, mean: number) => Array.from({ length: n }, () => mean + random.normal());
const arms = [armOf(users(2000, 10)), armOf(users(2000, 10.1))] as const;
const options = optionsOf(metricOf("mean"));
const only = { times: [4000], clock: [1], spending: "obrien-fleming" as const, isLast: true };

describe("a group sequential look", () => {
  it("is the fixed test where it is the only one", () => {
    const [sequential, fixed] = [run(groupSequential, arms, { ...options, look: only }), run(welch, arms, options)];
    expect(sequential.low).toBeCloseTo(fixed.low, 5);
    expect(sequential.high).toBeCloseTo(fixed.high, 5);
    expect(sequential.pValue).toBeCloseTo(fixed.pValue, 6);
  });

  it("stops just where its interval leaves 0 out, whatever the metric", () => {
    const covariates = armOf({ value: users(500, 5), covariate: users(500, 1) });
    const ratios = armOf({ value: users(500, 5), denominator: users(500, 9) });
    const cases: [CompareOptions["metric"], readonly [ArmSample, ArmSample]][] = [
      [metricOf("mean"), arms],
      [metricOf("mean"), [covariates, armOf({ value: users(500, 5.2), covariate: users(500, 1) })]],
      [metricOf("ratio"), [ratios, armOf({ value: users(500, 5.1), denominator: users(500, 9) })]],
      [metricOf("proportion"), [armOfShares([300, 2000]), armOfShares([360, 2000])]],
      [metricOf("proportion"), [armOfShares([3, 2000]), armOfShares([16, 2000])]],
      [metricOf("quantile"), [armOf(users(900, 3)), armOf(users(900, 3.2))]],
    ];
    for (const [metric, pair] of cases) {
      const { pValue } = run(groupSequential, pair, optionsOf(metric));
      for (const [alpha, stops] of [
        [pValue * 1.05, true],
        [pValue * 0.95, false],
      ] as const) {
        if (alpha >= 1 || metric.name === "proportion") continue;
        const { low, high } = run(groupSequential, pair, optionsOf(metric, { alpha }));
        expect(low > 0 || high < 0).toBe(stops);
      }
      expect(pValue).toBeGreaterThan(0);
      expect(pValue).toBeLessThanOrEqual(1);
    }
  });

  it("is read in the relative lift as well, and is nothing where no look is planned", () => {
    expect(run(groupSequentialRelative, arms, options).estimate).toBeCloseTo(0.01, 2);
    expect(groupSequential.compare(...arms, { ...options, look: null }).ok).toBe(false);
  });
});

describe("once stopped, stage-wise ordering", () => {
  it("is the fixed test with one look", () => {
    const [ordered, fixed] = [run(stageWise, arms, { ...options, look: only }), run(welch, arms, options)];
    // Drifts are normal, Welch's error is t-distributed with some thousands of degrees of freedom.
    expect(ordered.estimate).toBeCloseTo(fixed.estimate, 3);
    expect(ordered.low).toBeCloseTo(fixed.low, 3);
    expect(ordered.pValue).toBeCloseTo(fixed.pValue, 6);
  });

  it("draws the estimate of an early stop towards 0, and rejects where the bound was reached", () => {
    const look = { times: [1, 2], clock: [0.5, 1], spending: "pocock" as const, isLast: true };
    const [ordered, fixed] = [run(stageWise, arms, { ...options, look }), run(welch, arms, options)];
    const reached = Math.abs(fixed.estimate / (fixed.standardError ?? 1)) >= boundOf(look, 0.05);
    expect(Math.abs(ordered.estimate)).toBeLessThan(Math.abs(fixed.estimate));
    expect(ordered.pValue < 0.05).toBe(reached);
    expect(ordered.low > 0 || ordered.high < 0).toBe(reached);
  });

  it("has no number while the test goes on", () => {
    const look = { times: [1], clock: [0.2], spending: "obrien-fleming" as const, isLast: false };
    const same = [armOf(users(50, 1)), armOf(users(50, 1))] as const;
    expect(stageWise.compare(...same, { ...options, look }).ok).toBe(false);
  });
});

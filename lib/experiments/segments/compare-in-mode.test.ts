import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { armOfSums, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { welch } from "../statistics/welch.ts";
import { compareInMode, levelOf } from "./compare-in-mode.ts";

const metric = metricOf("mean");
const clock = [0.2, 0.4, 0.6, 0.8, 1];

/** Users of mean 0 and standard deviation 1 for all that is seen of them, `mean` apart. */
function armOf(n: number, mean: number): ArmSample {
  return armOfSums(n, n * mean, n - 1 + n * mean * mean);
}

function compare(mode: "fixed" | "group-sequential" | "always-valid", looks: number, n = 5000, difference = 0.02) {
  const look = { times: clock.slice(0, looks), clock: clock.slice(0, looks), spending: "obrien-fleming" as const };
  const options = optionsOf(metric, { look: { ...look, isLast: looks === 5 } });
  const outcome = compareInMode(welch, [armOf(n, 0), armOf(n, difference)], options, mode);
  if (!outcome.ok) throw new Error(outcome.reason.en);
  return outcome.value;
}

const widthOf = ({ low, high, standardError }: ReturnType<typeof compare>) => (high - low) / 2 / (standardError ?? 0);

describe("a segment's interval", () => {
  // Published bounds of O'Brien–Fleming-like spending for five equal looks (see sequential.test.ts).
  test.each([
    [2, 3.3569],
    [3, 2.6803],
    [4, 2.2898],
    [5, 2.031],
  ])("at look %i of a group sequential test is as wide as its bound of %d standard errors", (looks, bound) => {
    expect(Math.abs(widthOf(compare("group-sequential", looks)) - bound)).toBeLessThan(2e-3);
    expect(levelOf(compare("group-sequential", looks), 0.05, "group-sequential")).toBeLessThan(0.05);
  });

  test("is pooled with care where a look knows next to nothing of a few users", () => {
    const look = { times: [0.05], clock: [0.05], spending: "obrien-fleming" as const, isLast: false };
    const pair = [armOf(5, 0), armOf(5, 0.3)] as const;
    const outcome = compareInMode(welch, pair, optionsOf(metric, { look }), "group-sequential");
    if (!outcome.ok) throw new Error(outcome.reason.en);
    expect(widthOf(outcome.value)).toBeGreaterThan(100);
    expect(levelOf(outcome.value, 0.05, "group-sequential")).toBeLessThan(1e-100);
  });

  test("of a fixed test is the method's own, and so is its level", () => {
    expect(compare("fixed", 5)).toEqual(compare("fixed", 2));
    expect(Math.abs(widthOf(compare("fixed", 5)) - 1.96)).toBeLessThan(2e-3);
    expect(levelOf(compare("fixed", 5), 0.05, "fixed")).toBe(0.05);
  });

  test("of an always-valid test holds 0 at all of twenty looks in 95 of 100 segments without an effect", () => {
    const random = createRandom(5);
    let missed = 0;
    for (let run = 0; run < 400; run++) {
      // Sums of the two arms after each look: Brownian, as means of many users are.
      let [control, treatment, isOut] = [0, 0, false];
      for (let look = 1; look <= 20; look++) {
        const n = 250 * look;
        control += random.normal() * Math.sqrt(250);
        treatment += random.normal() * Math.sqrt(250);
        const pair = [armOf(n, control / n), armOf(n, treatment / n)] as const;
        const outcome = compareInMode(welch, pair, optionsOf(metric), "always-valid");
        isOut ||= outcome.ok && (outcome.value.low > 0 || outcome.value.high < 0);
      }
      missed += Number(isOut);
    }
    // Read as at a single look, it would be one in four.
    expect(missed / 400).toBeLessThan(0.05);
  });
});

test("what a look lacks, its segments lack too", () => {
  const outcome = compareInMode(
    welch,
    [armOf(50, 0), armOf(50, 1)],
    optionsOf(metric, { look: null }),
    "group-sequential",
  );
  expect(outcome.ok).toBe(false);
  expect(levelOf(null, 0.05, "group-sequential")).toBe(0.05);
});

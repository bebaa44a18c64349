import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { armOfShares, metricOf, optionsOf } from "../fixtures/arm-sample.ts";
import { fisherExact } from "./fisher-exact.ts";

type Arm = readonly [successes: number, n: number];

function pValue(
  control: Arm,
  treatment: Arm,
  more: Parameters<typeof optionsOf>[1] = {},
  direction: "up" | "down" = "up",
) {
  const options = optionsOf(metricOf("proportion", { direction }), more);
  const outcome = fisherExact.compare(armOfShares(control), armOfShares(treatment), options);
  return outcome.ok ? outcome.value.pValue : outcome.reason.en;
}

function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let i = 1; i <= k; i++) ways = (ways * BigInt(n - k + i)) / BigInt(i);
  return ways;
}

/** By counting: all ways to give the successes to users, those of the treatment as many as `counts` asks for. */
function byCounting([a, n]: Arm, [b, m]: Arm, counts: (ways: bigint, x: number, observed: bigint) => boolean): number {
  const successes = a + b;
  const waysOf = (x: number) => choose(m, x) * choose(n, successes - x);
  let [taken, all] = [0n, 0n];
  for (let x = Math.max(0, successes - n); x <= Math.min(successes, m); x++) {
    const ways = waysOf(x);
    all += ways;
    if (counts(ways, x, waysOf(b))) taken += ways;
  }
  return Number((taken * 10n ** 17n) / all) / 1e17;
}

describe("Fisher's exact test", () => {
  test("gives the p value of the lady tasting tea: 34/70, and 17/70 for better alone", () => {
    expect(pValue([1, 4], [3, 4])).toBeCloseTo(34 / 70, 12);
    expect(pValue([1, 4], [3, 4], { alternative: "better" })).toBeCloseTo(17 / 70, 12);
    expect(pValue([0, 4], [4, 4])).toBeCloseTo(2 / 70, 12);
  });

  test("counts as all tables with these margins counted one by one do, ties on the other side included", () => {
    const arm = fc.integer({ min: 1, max: 60 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(arm, arm, (control, treatment) => {
        const successes = control[0] + treatment[0];
        if (successes === 0 || successes === control[1] + treatment[1]) return;
        expect(pValue(control, treatment)).toBeCloseTo(
          byCounting(control, treatment, (ways, _, observed) => ways <= observed),
          9,
        );
        const better = { alternative: "better" } as const;
        expect(pValue(control, treatment, better)).toBeCloseTo(
          byCounting(control, treatment, (_, x) => x >= treatment[0]),
          9,
        );
        expect(pValue(control, treatment, better, "down")).toBeCloseTo(
          byCounting(control, treatment, (_, x) => x <= treatment[0]),
          9,
        );
      }),
      { numRuns: 60 },
    );
  });

  test("asks neither which arm is the control nor what is called a success", () => {
    const count = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(count, count, count, count, (a, notA, b, notB) => {
        const p = pValue([a, a + notA], [b, b + notB]) as number;
        expect(pValue([b, b + notB], [a, a + notA])).toBeCloseTo(p, 9);
        expect(pValue([notA, a + notA], [notB, b + notB])).toBeCloseTo(p, 9);
      }),
      { numRuns: 60 },
    );
  });

  test("never rejects equal shares more often than alpha: all outcomes of 20 against 20 at a share of .3, weighed", () => {
    const chance = (k: number) => Number(choose(20, k)) * 0.3 ** k * 0.7 ** (20 - k);
    let rejected = 0;
    for (let a = 0; a <= 20; a++) {
      for (let b = 0; b <= 20; b++) {
        const p = pValue([a, 20], [b, 20]);
        if (typeof p === "number" && p < 0.05) rejected += chance(a) * chance(b);
      }
    }
    expect(rejected).toBeGreaterThan(0.005);
    expect(rejected).toBeLessThan(0.05);
  });

  test("keeps its digits among millions, and ends there", () => {
    const p = pValue([100_000, 2_000_000], [100_500, 2_000_000]) as number;
    // The normal approximation with Yates' correction is right to a part in a thousand here.
    expect(p).toBeGreaterThan(0.248);
    expect(p).toBeLessThan(0.254);
    expect(pValue([0, 1_000_000], [500, 1_000_000]) as number).toBeLessThan(1e-140);
  });

  test("has a reason where nobody or everybody did it, or a count is no share", () => {
    expect(pValue([0, 5], [0, 9])).toMatch(/nobody|no user|none/i);
    expect(typeof pValue([5, 5], [9, 9])).toBe("string");
    expect(typeof pValue([0, 0], [1, 3])).toBe("string");
    expect(typeof pValue([7, 5], [1, 3])).toBe("string");
  });
});

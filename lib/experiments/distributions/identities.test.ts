import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaDensity, betaQuantile } from "./beta.ts";
import { chiSquaredSurvival } from "./chi-squared.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { gammaPower, incompleteGamma } from "./incomplete-gamma.ts";
import { normalDensity, normalQuantile, normalSurvival } from "./normal.ts";
import { solveTail } from "./solve-tail.ts";
import { deviance, stirlingError } from "./stirling.ts";

const digits = 10n ** 40n;

/** p/q as a double, from exact whole numbers. */
const asNumber = (p: bigint, q: bigint) => Number((p * digits) / q) / 1e40;
const closeBy = (value: number, wanted: number, relative: number) =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted));

/** P(X ≥ a) of a binomial with n tries at p = num/den, in whole numbers. */
function binomialTail(a: number, n: number, num: bigint, den: bigint): number {
  let [ways, sum] = [1n, 0n];
  for (let k = 0; k <= n; k++) {
    if (k >= a) sum += ways * num ** BigInt(k) * (den - num) ** BigInt(n - k);
    ways = (ways * BigInt(n - k)) / BigInt(k + 1);
  }
  return asNumber(sum, den ** BigInt(n));
}

describe("sums that need no analysis", () => {
  test("I_p(a, n − a + 1) is a binomial's upper tail, counted in whole numbers", () => {
    const share = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 59 }), share, (n, below, percent) => {
        const a = 1 + (below % n);
        const wanted = binomialTail(a, n, BigInt(percent), 100n);
        if (wanted < 1e-25) return;
        closeBy(incompleteBeta(percent / 100, a, n - a + 1), wanted, 1e-12);
      }),
    );
  });

  test("Q(a, x) of a whole a is a Poisson's lower tail", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.01, max: 80, noNaN: true }), (a, x) => {
        let [term, sum] = [1, 1];
        for (let k = 1; k < a; k++) {
          term *= x / k;
          sum += term;
        }
        closeBy(incompleteGamma(a, x).upper, sum * Math.exp(-x), 1e-11);
      }),
    );
  });

  test("χ² with 2 degrees is exponential, with 4 its sum", () => {
    for (const x of [1e-9, 0.3, 2, 40, 1400]) {
      closeBy(chiSquaredSurvival(x, 2), Math.exp(-x / 2), 1e-13);
      closeBy(chiSquaredSurvival(x, 4), Math.exp(-x / 2) * (1 + x / 2), 1e-13);
    }
  });
});

describe("Stirling's error", () => {
  test("turns into factorials: n! = √(2πn)·(n/e)ⁿ·e^δ(n)", () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      factorial *= n;
      closeBy(Math.sqrt(2 * Math.PI * n) * (n / Math.E) ** n * Math.exp(stirlingError(n)), factorial, 1e-13);
    }
  });

  test("holds of the Gamma function of a half too, and lies between the sums of its first terms", () => {
    // Γ(3/2) = √π/2, so that δ(½) = ½ − ½·ln 2.
    closeBy(stirlingError(0.5), 0.5 - Math.LN2 / 2, 1e-13);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e8, noNaN: true }), (x) => {
        const error = stirlingError(x);
        expect(error).toBeLessThan(1 / (12 * x) + 1e-15);
        expect(error).toBeGreaterThan(1 / (12 * x) - 1 / (360 * x ** 3) - 1e-15);
      }),
    );
  });

  test("has no value where the factorial has none", () => {
    expect([0, -1, Number.NaN].map(stirlingError)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe("deviance", () => {
  test("is u − ln(1 + u), near 0 by its series: u²/2 − u³/3", () => {
    for (const u of [1e-3, -1e-3, 1e-6, -1e-9])
      closeBy(deviance(u, 1 + u), (u * u) / 2 - u ** 3 / 3 + u ** 4 / 4, 1e-9);
    expect(deviance(0, 1)).toBe(0);
  });

  test("has no seam where it changes its way, and is never below 0", () => {
    for (const edge of [0.2, -0.2]) {
      const [inside, outside] = [edge * (1 - 1e-12), edge * (1 + 1e-12)];
      closeBy(deviance(inside, 1 + inside), deviance(outside, 1 + outside), 1e-10);
    }
    fc.assert(
      fc.property(fc.double({ min: -0.999, max: 1e3, noNaN: true }), (u) => {
        expect(deviance(u, 1 + u)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("densities", () => {
  const area = (density: (x: number) => number, low: number, high: number, steps = 4000) => {
    const width = (high - low) / steps;
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += density(low + (i + 0.5) * width);
    return sum * width;
  };

  test("enclose 1, and the tails are their areas", () => {
    expect(area(normalDensity, -9, 9)).toBeCloseTo(1, 9);
    expect(area(normalDensity, 1.5, 9)).toBeCloseTo(normalSurvival(1.5), 7);
    expect(area((x) => betaDensity(x, 3, 5), 0, 1)).toBeCloseTo(1, 7);
    expect(area((x) => betaDensity(x, 3, 5), 0, 0.3)).toBeCloseTo(incompleteBeta(0.3, 3, 5), 6);
    expect(area((x) => gammaPower(2.5, x) / x, 0, 3)).toBeCloseTo(incompleteGamma(2.5, 3).lower, 6);
  });

  test("are 0 outside, at the ends too", () => {
    expect([-0.1, 0, 1, 1.1].map((x) => betaDensity(x, 0.5, 0.5))).toEqual([0, 0, 0, 0]);
    expect(gammaPower(2, 0)).toBe(0);
  });
});

describe("solving for a tail", () => {
  test("finds the root of any monotone tail, from a start that is far off", () => {
    const start = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.999, noNaN: true }), start, (p, from) => {
        // A Pareto's tail, 1/(1 + q)²: its root is 1/√p − 1.
        const q = solveTail(
          (x) => (1 + x) ** -2,
          (x) => 2 * (1 + x) ** -3,
          p,
          from,
        );
        closeBy(q, 1 / Math.sqrt(p) - 1, 1e-9);
      }),
    );
  });

  test("normal and beta quantiles are odd and mirrored, to the last tail", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
        closeBy(normalSurvival(-normalQuantile(p)), p, 1e-9);
      }),
    );
    for (const p of [0.01, 0.3, 0.77]) {
      expect(betaQuantile(p, 4, 9) + betaQuantile(1 - p, 9, 4)).toBeCloseTo(1, 12);
    }
  });
});

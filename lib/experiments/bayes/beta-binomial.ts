import { betaCdf, betaDensity, betaSurvival } from "../distributions/beta.ts";
import { type Beta, betaExpectation } from "./beta-expectation.ts";
import type { Posterior } from "./posterior.ts";

/** Beta prior of each arm's share: Beta(1, 1), every share as likely as any other, adds one user with the event and one without. */
export const UNIFORM: Beta = { a: 1, b: 1 };

interface Share {
  readonly successes: number;
  readonly n: number;
}

/**
 * Posterior of the difference of two shares with independent beta priors: P(p_t > p_c) = ∫ f(p) S(p) dp. Losses by E[max(p_c − p_t, 0)] =
 * μ_c·P(p_c⁺ > p_t) − μ_t·P(p_c > p_t⁺), ⁺: one success more. The interval by Newton on the distribution of the difference. Shares.
 */
export function betaBinomialPosterior(control: Share, treatment: Share, prior: Beta, alpha: number): Posterior {
  const c = { a: prior.a + control.successes, b: prior.b + control.n - control.successes };
  const t = { a: prior.a + treatment.successes, b: prior.b + treatment.n - treatment.successes };
  return {
    chanceAbove: exceedance(t, c, 0),
    lossOfTreatment: expectedExcess(c, t),
    lossOfControl: expectedExcess(t, c),
    low: differenceQuantile(alpha / 2, c, t),
    high: -differenceQuantile(alpha / 2, t, c),
  };
}

/** E max(x − y, 0). */
function expectedExcess(x: Beta, y: Beta): number {
  const more = ({ a, b }: Beta) => ({ a: a + 1, b });
  return Math.max(0, meanOf(x) * exceedance(more(x), y, 0) - meanOf(y) * exceedance(x, more(y), 0));
}

/** P(x > y + shift). The narrower one is the outer integral, so that the inner function is smooth against its steps. */
function exceedance(x: Beta, y: Beta, shift: number): number {
  if (deviationOf(x) < deviationOf(y))
    return betaExpectation(x, (p) => betaCdf(p - shift, y.a, y.b), [shift, 1 + shift]);
  return betaExpectation(y, (p) => betaSurvival(p + shift, x.a, x.b), [-shift, 1 - shift]);
}

/** The d with P(t − c ≤ d) = p. */
function differenceQuantile(p: number, c: Beta, t: Beta): number {
  let [low, high] = [-1, 1];
  let at = meanOf(t) - meanOf(c) - 2 * Math.hypot(deviationOf(c), deviationOf(t));
  for (let step = 0; step < 100; step++) {
    if (!(at > low && at < high)) at = (low + high) / 2;
    const excess = exceedance(c, t, -at) - p;
    if (excess > 0) high = at;
    else low = at;
    const slope = betaExpectation(c, (share) => betaDensity(share + at, t.a, t.b), [-at, 1 - at]);
    const next = at - excess / slope;
    if (Math.abs(next - at) < 1e-13) return next;
    at = next;
  }
  return at;
}

function meanOf({ a, b }: Beta): number {
  return a / (a + b);
}

function deviationOf({ a, b }: Beta): number {
  return Math.sqrt((a * b) / (a + b + 1)) / (a + b);
}

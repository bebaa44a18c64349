import { betaCdf, betaSurvival } from "../distributions/beta.ts";
import { betaPower } from "../distributions/incomplete-beta.ts";
import type { Posterior } from "./posterior.ts";

/** A beta distribution of a share. */
interface Beta {
  readonly a: number;
  readonly b: number;
}

/** Beta prior of each arm's share: Beta(1, 1), every share as likely as any other, adds one user with the event and one without. */
export const UNIFORM: Beta = { a: 1, b: 1 };

interface Share {
  readonly successes: number;
  readonly n: number;
}

/**
 * Posterior of the difference of two shares with independent beta priors: P(p_t > p_c) = ∫ f(p) S(p) dp by the trapezium rule on the
 * logit, where beta densities fall off at both ends and its error is under 1e-12. Losses by E[max(p_c − p_t, 0)] =
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
  if (deviationOf(x) < deviationOf(y)) return integrate(x, (p) => betaCdf(p - shift, y.a, y.b));
  return integrate(y, (p) => betaSurvival(p + shift, x.a, x.b));
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
    const slope = integrate(c, (share) => density(share + at, t));
    const next = at - excess / slope;
    if (Math.abs(next - at) < 1e-13) return next;
    at = next;
  }
  return at;
}

/**
 * E g(x) of a beta variable: with u = ln(x/(1 − x)) its density is x^a·(1 − x)^b/B(a, b), near normal around ln(a/b) with variance
 * 1/a + 1/b, its tails e^{au} and e^{−bu}.
 */
function integrate({ a, b }: Beta, g: (share: number) => number): number {
  const deviation = Math.sqrt(1 / a + 1 / b);
  const mode = Math.log(a / b);
  const step = Math.min(deviation / 4, 0.25);
  const from = Math.ceil(Math.max(10 * deviation, 38 / a) / step);
  const to = Math.ceil(Math.max(10 * deviation, 38 / b) / step);
  let sum = 0;
  for (let i = -from; i <= to; i++) {
    const odds = Math.exp(mode + i * step);
    const share = odds / (1 + odds);
    const weight = betaPower(share, a, b, 1 / (1 + odds));
    if (weight > 1e-20) sum += weight * g(share);
  }
  return sum * step;
}

function density(share: number, { a, b }: Beta): number {
  return share <= 0 || share >= 1 ? 0 : betaPower(share, a, b) / (share * (1 - share));
}

function meanOf({ a, b }: Beta): number {
  return a / (a + b);
}

function deviationOf({ a, b }: Beta): number {
  return Math.sqrt((a * b) / (a + b + 1)) / (a + b);
}

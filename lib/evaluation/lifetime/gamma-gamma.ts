import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import { logGamma } from "./log-gamma.ts";
import { minimiseSimplex } from "./minimise-simplex.ts";

export interface SpendHistory {
  /** Repeat purchases. */
  readonly repeats: number;
  /** Mean amount of those. */
  readonly meanSpend: number;
}

/** p, q, v. */
export type GammaGamma = readonly [number, number, number];

/**
 * Mean spend a purchase by Gamma–Gamma (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value"): what a customer spends
 * varies around a mean of their own, and those means over customers; spend and rate are taken as independent. Without repeats it
 * is everybody's mean p·v/(q − 1). NaN where q ≤ 1 and nothing is known.
 */
export function expectedSpend([p, q, v]: GammaGamma, { repeats: x, meanSpend }: SpendHistory): number {
  const shape = p * x + q - 1;
  return shape > 0 ? (p * (v + x * meanSpend)) / shape : Number.NaN;
}

export function gammaGammaLogLikelihood([p, q, v]: GammaGamma, { repeats: x, meanSpend: m }: SpendHistory): number {
  const terms = logGamma(p * x + q) - logGamma(p * x) - logGamma(q) + q * Math.log(v);
  return terms + (p * x - 1) * Math.log(m) + p * x * Math.log(x) - (p * x + q) * Math.log(v + x * m);
}

/** Fitted to customers with repeats and a mean spend above 0, by maximum likelihood. */
export function fitGammaGamma(
  histories: readonly SpendHistory[],
): Outcome<{ parameters: GammaGamma; logLikelihood: number }> {
  const known = histories.filter(({ repeats, meanSpend }) => repeats > 0 && meanSpend > 0);
  if (known.length < 10)
    return inconclusive({
      en: "Too few customers bought again to model what they spend.",
      zh: "复购客户太少，无法对消费金额建模。",
    });
  const mean = known.reduce((sum, { meanSpend }) => sum + meanSpend, 0) / known.length;
  const asParameters = (logs: readonly number[]) => logs.map(Math.exp) as unknown as GammaGamma;
  const cost = (logs: readonly number[]) =>
    -known.reduce((sum, history) => sum + gammaGammaLogLikelihood(asParameters(logs), history), 0);
  const found = minimiseSimplex(cost, [Math.log(5), Math.log(4), Math.log(mean)]);
  return computed({ parameters: asParameters(found.at), logLikelihood: -found.value });
}

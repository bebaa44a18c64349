import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { studentQuantile } from "../distributions/student.ts";

/** Effect of one segment, in the metric's unit; its standard error is above 0 and finite. */
export interface SegmentEstimate {
  readonly estimate: number;
  readonly standardError: number;
}

export interface CommonEffect {
  readonly estimate: number;
  readonly standardError: number;
}

export interface HeterogeneityTest {
  readonly q: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Share of the variation between segments that sampling does not explain, 0…1. */
  readonly i2: number;
  /** Variance of the true effects (DerSimonian–Laird), in the metric's unit squared. */
  readonly tauSquared: number;
  /** All segments have one effect. */
  readonly fixed: CommonEffect;
  /** Segments' effects scatter around one, with variance `tauSquared`. */
  readonly random: CommonEffect;
}

/**
 * Do k segments' effects dᵢ, of variance vᵢ, differ beyond sampling? Q = Σ(dᵢ − d̄)²/vᵢ with weights 1/vᵢ, p from χ² with k − 1
 * degrees of freedom (Cochran 1954); I² = max(0, (Q − df)/Q) (Higgins & Thompson 2002); τ² = max(0, (Q − df)/(Σw − Σw²/Σw))
 * (DerSimonian & Laird 1986, doi:10.1016/0197-2456(86)90046-2). null for fewer than two segments.
 */
export function testHeterogeneity(effects: readonly SegmentEstimate[]): HeterogeneityTest | null {
  const degreesOfFreedom = effects.length - 1;
  if (degreesOfFreedom < 1) return null;
  const fixed = meanEffect(effects, 0);
  const weights = effects.map(({ standardError }) => standardError ** -2);
  const q = sum(effects.map(({ estimate }, i) => (weights[i] ?? 0) * (estimate - fixed.estimate) ** 2));
  const whole = sum(weights);
  const excess = Math.max(0, q - degreesOfFreedom);
  const tauSquared = excess / (whole - sum(weights.map((weight) => weight ** 2)) / whole);
  return {
    ...{ q, degreesOfFreedom, pValue: chiSquaredSurvival(q, degreesOfFreedom) },
    ...{ i2: q > 0 ? excess / q : 0, tauSquared, fixed, random: meanEffect(effects, tauSquared) },
  };
}

/** Mean of the effects with weights 1/(vᵢ + τ²), standard error 1/√Σw. */
export function meanEffect(effects: readonly SegmentEstimate[], tauSquared: number): CommonEffect {
  const weights = effects.map(({ standardError }) => 1 / (standardError ** 2 + tauSquared));
  const whole = sum(weights);
  const weighted = sum(effects.map(({ estimate }, i) => (weights[i] ?? 0) * estimate));
  return { estimate: weighted / whole, standardError: Math.sqrt(1 / whole) };
}

/**
 * Interval of the mean effect that is honest with few segments (Hartung & Knapp 2001, doi:10.1002/sim.791): the random-effects
 * mean, its variance Σwᵢ(dᵢ − d̄)²/((k − 1)Σw), t with k − 1 degrees of freedom. Never narrower than the plain random-effects
 * interval (Röver, Knapp & Friede 2015), as it would be where the effects happen to lie close together.
 */
export function hartungKnapp(
  effects: readonly SegmentEstimate[],
  { tauSquared, degreesOfFreedom, random }: HeterogeneityTest,
  alpha: number,
): { readonly value: number; readonly low: number; readonly high: number } {
  const weights = effects.map(({ standardError }) => 1 / (standardError ** 2 + tauSquared));
  const scatter = sum(effects.map(({ estimate }, i) => (weights[i] ?? 0) * (estimate - random.estimate) ** 2));
  const error = random.standardError * Math.sqrt(Math.max(1, scatter / degreesOfFreedom));
  const half = -studentQuantile(alpha / 2, degreesOfFreedom) * error;
  return { value: random.estimate, low: random.estimate - half, high: random.estimate + half };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

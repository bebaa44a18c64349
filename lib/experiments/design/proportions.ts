import { normalQuantile } from "../distributions/normal.ts";
import { criticalValue, type MeansDesign } from "./means.ts";

export type ProportionMethod = "unpooled" | "pooled" | "arcsine";

export interface ProportionsDesign extends Pick<MeansDesign, "alpha" | "alternative"> {
  readonly baseline: number;
  /** Of the treatment less the baseline; both shares lie in 0…1. */
  readonly difference: number;
  readonly power: number;
}

/**
 * Users of each of two equal arms, exact and not rounded, for shares p and q = p + d:
 * - unpooled, (z_a + z_b)²·(p(1−p) + q(1−q))/d²: it leads, since the interval that decides in the report is unpooled as well;
 * - pooled, (z_a·√(2m(1−m)) + z_b·√(p(1−p) + q(1−q)))²/d² with m = (p + q)/2: of a test with the pooled variance;
 * - arcsine, 2(z_a + z_b)²/h² with h = 2·asin√q − 2·asin√p (Cohen 1988, "Statistical Power Analysis", ch. 6).
 * z_a = z_{1−α/2}, z_b = z_power. The three differ by few users unless shares are near 0 or 1.
 */
export function usersForProportions(design: ProportionsDesign, method: ProportionMethod = "unpooled"): number {
  const { baseline: p, difference: d } = design;
  const q = p + d;
  const [za, zb] = [criticalValue(design), normalQuantile(design.power)];
  const spread = p * (1 - p) + q * (1 - q);
  if (method === "unpooled") return ((za + zb) ** 2 * spread) / d ** 2;
  if (method === "arcsine") return 2 * ((za + zb) / (2 * Math.asin(Math.sqrt(q)) - 2 * Math.asin(Math.sqrt(p)))) ** 2;
  const middle = (p + q) / 2;
  return (za * Math.sqrt(2 * middle * (1 - middle)) + zb * Math.sqrt(spread)) ** 2 / d ** 2;
}

/**
 * The smallest rise of a share that is found: d = m·√(p(1−p)/n + q(1−q)/(n·r)), q = p + d, solved for d (a quadratic), m the
 * multiplier z_a + z_b. null where no share up to 1 lies so far above the baseline. n: users of the control; r: n_t / n_c.
 */
export function smallestRise(baseline: number, multiplier: number, n: number, ratio: number): number | null {
  const p = baseline;
  const a = multiplier ** 2 / n;
  const b = a / ratio;
  // (1 + b)·d² − b(1 − 2p)·d − (a + b)·p(1 − p) = 0
  const half = b * (1 - 2 * p);
  const root = Math.sqrt(half ** 2 + 4 * (1 + b) * (a + b) * p * (1 - p));
  const difference = (half + root) / (2 * (1 + b));
  return Number.isFinite(difference) && p + difference < 1 && difference > 0 ? difference : null;
}

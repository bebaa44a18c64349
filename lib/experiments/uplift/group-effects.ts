import { meanEffect, testHeterogeneity } from "../segments/heterogeneity.ts";

export interface GroupEffects {
  /** By group, in the outcome's unit. */
  readonly effects: Float64Array;
  /** Of a group that was not seen, or too small. */
  readonly common: number;
}

/**
 * Effect of every group drawn towards the common one, (τ²dᵢ + vᵢμ)/(τ² + vᵢ) with DerSimonian and Laird's τ²: where groups do
 * not differ beyond chance, all have one effect. groups: n codes, −1 in none; a group with fewer than two users in an arm, or
 * without any spread, has the common effect.
 */
export function effectsOfGroups(
  groups: Int32Array,
  count: number,
  treated: Uint8Array,
  outcome: Float64Array,
): GroupEffects {
  const cells = 2 * (count + 1);
  const [n, sums, squares] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
  const mean = outcome.reduce((sum, value) => sum + value, 0) / Math.max(1, outcome.length);
  for (let user = 0; user < outcome.length; user++) {
    const own = groups[user] ?? -1;
    const cell = 2 * (own < 0 ? count : own) + (treated[user] ?? 0);
    const off = (outcome[user] ?? 0) - mean;
    n[cell] = (n[cell] ?? 0) + 1;
    sums[cell] = (sums[cell] ?? 0) + off;
    squares[cell] = (squares[cell] ?? 0) + off * off;
  }
  const level = (cell: number) => (sums[cell] ?? 0) / (n[cell] ?? 0);
  const variance = (cell: number) => {
    const users = n[cell] ?? 0;
    return ((squares[cell] ?? 0) - users * level(cell) ** 2) / (users - 1) / users;
  };
  const found = Array.from({ length: count }, (_, group) => {
    const [control, treatment] = [2 * group, 2 * group + 1];
    const isKnown = (n[control] ?? 0) > 1 && (n[treatment] ?? 0) > 1;
    const standardError = isKnown ? Math.sqrt(variance(control) + variance(treatment)) : 0;
    return { estimate: isKnown ? level(treatment) - level(control) : 0, standardError };
  });
  const known = found.filter(({ standardError }) => standardError > 0);
  const tauSquared = testHeterogeneity(known)?.tauSquared ?? 0;
  const common = known.length > 0 ? meanEffect(known, tauSquared).estimate : differenceOf(sums, n);
  const effects = Float64Array.from(found, ({ estimate, standardError }) => {
    const v = standardError ** 2;
    return v > 0 ? (tauSquared * estimate + v * common) / (tauSquared + v) : common;
  });
  return { effects, common };
}

/** Of all users, whatever their group. */
function differenceOf(sums: Float64Array, n: Float64Array): number {
  const over = (values: Float64Array, arm: number) =>
    values.reduce((total, value, cell) => total + (cell % 2 === arm ? value : 0), 0);
  const difference = over(sums, 1) / over(n, 1) - over(sums, 0) / over(n, 0);
  return Number.isFinite(difference) ? difference : 0;
}

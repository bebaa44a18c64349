/** What a metric is made of: its value, and where it has them the denominator and the covariate, in this order. */
export type Variable = "value" | "denominator" | "covariate";

/**
 * Sufficient statistics of one metric over the users of one arm (or of one arm in one segment): all that formulas see.
 * Centred, so that large offsets lose no digits; arms of parts are merged by `mergeArms`.
 */
export interface ArmStatistics {
  /** Users, those without the metric counted as 0 where the metric counts them. */
  readonly n: number;
  readonly variables: readonly Variable[];
  /** Means by variable; NaN where there is nobody. */
  readonly means: readonly number[];
  /** Σ(a−ā)(b−b̄) by variables; symmetric, its diagonal ≥ 0. */
  readonly comoments: readonly (readonly number[])[];
  /** Σ(value − mean)³, for skewness; null where only sums of squares are known. */
  readonly thirdMoment: number | null;
  /** Of the value; null where only sums are known. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Users whose value is not 0; null where only sums are known. */
  readonly nonZero: number | null;
}

/** The values themselves where a method needs them (quantiles, bootstrap-t): distinct, ascending, each with its number of users. */
export interface ArmValues {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** One arm of one metric as a statistic sees it. */
export interface ArmSample {
  readonly statistics: ArmStatistics;
  /** null where there are only aggregates, or the metric needs no values. */
  readonly values: ArmValues | null;
  /** The same by stratum (segment), in one order for all arms; empty without segments. */
  readonly strata: readonly ArmStatistics[];
}

/** Power sums as databases and finished tests give them, Σ over users; of variables less `origin`, where one was taken off first. */
export interface PowerSums {
  readonly n: number;
  readonly variables: readonly Variable[];
  readonly sums: readonly number[];
  /** Σ a·b by variables, symmetric. */
  readonly products: readonly (readonly number[])[];
  /** Σ value³ where known. */
  readonly sumCubes?: number | null;
  /** Taken off each variable before summing, so that large offsets lose no digits: any number near the mean. Left out: 0. */
  readonly origin?: readonly number[];
  readonly minimum?: number | null;
  readonly maximum?: number | null;
  readonly nonZero?: number | null;
}

/**
 * Centred statistics from power sums: C(a, b) = Σab − n·ā·b̄ and M₃ = Σv³ − 3·v̄·Σv² + 2n·v̄³. A diagonal that rounding made negative
 * is 0. Sums around 0 lose (mean ÷ standard deviation)² in precision: databases sum around an `origin`.
 */
export function fromSums(given: PowerSums): ArmStatistics {
  const { n, variables, sums, products, sumCubes = null, origin = variables.map(() => 0) } = given;
  const { minimum = null, maximum = null, nonZero = null } = given;
  const shifted = sums.map((sum) => sum / n);
  const entry = (i: number, j: number) => products[i]?.[j] ?? Number.NaN;
  const comoments = variables.map((_, i) =>
    variables.map((_, j) => {
      if (n === 0) return 0;
      const centred = entry(i, j) - (sums[i] ?? Number.NaN) * (shifted[j] ?? Number.NaN);
      return i === j ? Math.max(0, centred) : centred;
    }),
  );
  const mean = shifted[0] ?? Number.NaN;
  return {
    n,
    variables,
    means: shifted.map((value, i) => value + (origin[i] ?? 0)),
    comoments,
    thirdMoment: sumCubes === null ? null : n === 0 ? 0 : sumCubes - 3 * mean * entry(0, 0) + 2 * n * mean ** 3,
    minimum,
    maximum,
    nonZero,
  };
}

/** One number a user and variable; all columns of one length, finite. */
export type UserColumns = { readonly value: ArrayLike<number> } & {
  readonly [V in Exclude<Variable, "value">]?: ArrayLike<number>;
};

/** Statistics of users' values: in two passes, the second around the means of the first. O(n · variables²). */
export function fromValues(columns: UserColumns): ArmStatistics {
  const variables = (["value", "denominator", "covariate"] as const).filter((name) => columns[name] !== undefined);
  const n = columns.value.length;
  const series = variables.map((name) => columns[name] ?? []);
  const origin = series.map((values) => sumOver(n, (user) => values[user] ?? Number.NaN) / n);
  const centred = (variable: number, user: number) =>
    (series[variable]?.[user] ?? Number.NaN) - (origin[variable] ?? Number.NaN);
  const values = columns.value;
  return fromSums({
    n,
    variables,
    origin,
    sums: variables.map((_, i) => sumOver(n, (user) => centred(i, user))),
    products: variables.map((_, i) =>
      variables.map((_, j) => sumOver(n, (user) => centred(i, user) * centred(j, user))),
    ),
    sumCubes: sumOver(n, (user) => centred(0, user) ** 3),
    minimum: n === 0 ? null : foldOver(values, Math.min),
    maximum: n === 0 ? null : foldOver(values, Math.max),
    nonZero: sumOver(n, (user) => (values[user] === 0 ? 0 : 1)),
  });
}

/**
 * Statistics of all users of disjoint parts (Pébay 2008, SAND2008-6212): with δ = m_b − m_a,
 * C = C_a + C_b + n_a·n_b/n · δδᵀ and M₃ = M₃ₐ + M₃ᵦ + n_a·n_b·(n_a − n_b)/n² · δ³ + 3δ·(n_a·M₂ᵦ − n_b·M₂ₐ)/n.
 * All parts have the same variables; what one part does not know the whole does not. At least one part.
 */
export function mergeArms(parts: readonly ArmStatistics[]): ArmStatistics {
  const [first, ...rest] = parts;
  if (first === undefined) throw new Error("no parts to merge");
  return rest.reduce(mergePair, first);
}

function mergePair(a: ArmStatistics, b: ArmStatistics): ArmStatistics {
  if (b.n === 0) return a;
  if (a.n === 0) return b;
  const n = a.n + b.n;
  const delta = a.means.map((mean, i) => (b.means[i] ?? Number.NaN) - mean);
  const shared = (a.n * b.n) / n;
  const at = (i: number) => delta[i] ?? Number.NaN;
  const m2 = (arm: ArmStatistics) => arm.comoments[0]?.[0] ?? Number.NaN;
  return {
    n,
    variables: a.variables,
    means: a.means.map((mean, i) => mean + (at(i) * b.n) / n),
    comoments: a.comoments.map((row, i) =>
      row.map((value, j) => value + (b.comoments[i]?.[j] ?? Number.NaN) + shared * at(i) * at(j)),
    ),
    thirdMoment: both(
      a.thirdMoment,
      b.thirdMoment,
      (x, y) => x + y + ((shared * (a.n - b.n)) / n) * at(0) ** 3 + (3 * at(0) * (a.n * m2(b) - b.n * m2(a))) / n,
    ),
    minimum: both(a.minimum, b.minimum, Math.min),
    maximum: both(a.maximum, b.maximum, Math.max),
    nonZero: both(a.nonZero, b.nonZero, (x, y) => x + y),
  };
}

/** Distinct values, ascending, each with its number of users; NaN is nobody's. */
export function countValues(values: ArrayLike<number>): ArmValues {
  const sorted = Float64Array.from(values).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (Number.isNaN(value)) continue;
    const last = distinct.length - 1;
    if (distinct[last] === value) counts[last] = (counts[last] ?? 0) + 1;
    else {
      distinct.push(value);
      counts.push(1);
    }
  }
  return { values: Float64Array.from(distinct), counts: Float64Array.from(counts) };
}

/** Mean of a variable; NaN where there is nobody or no such variable. */
export function meanOf(arm: ArmStatistics, variable: Variable = "value"): number {
  return arm.means[arm.variables.indexOf(variable)] ?? Number.NaN;
}

/** Covariance of two variables, divisor n − 1; of one with itself its variance. NaN for fewer than two users, or without the variable. */
export function covarianceOf(arm: ArmStatistics, a: Variable = "value", b: Variable = a): number {
  if (arm.n < 2) return Number.NaN;
  return (arm.comoments[arm.variables.indexOf(a)]?.[arm.variables.indexOf(b)] ?? Number.NaN) / (arm.n - 1);
}

/** Skewness g₁ = (M₃/n) / (M₂/n)^1.5 of the value, unit-free; null where it is unknown or all values are the same. */
export function skewnessOf(arm: ArmStatistics): number | null {
  const m2 = (arm.comoments[0]?.[0] ?? 0) / arm.n;
  if (arm.thirdMoment === null || !(m2 > 0)) return null;
  return arm.thirdMoment / arm.n / m2 ** 1.5;
}

function sumOver(n: number, term: (user: number) => number): number {
  let total = 0;
  for (let user = 0; user < n; user++) total += term(user);
  return total;
}

function foldOver(values: ArrayLike<number>, choose: (a: number, b: number) => number): number {
  let best = values[0] ?? Number.NaN;
  for (let i = 1; i < values.length; i++) best = choose(best, values[i] ?? Number.NaN);
  return best;
}

function both(a: number | null, b: number | null, join: (a: number, b: number) => number): number | null {
  return a === null || b === null ? null : join(a, b);
}

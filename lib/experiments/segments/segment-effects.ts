import type { ArmStatistics } from "../arm-statistics.ts";
import { type CompareContext, finite, optionsOf } from "../compare-arms.ts";
import type { MetricConfig } from "../config-schema.ts";
import { holm } from "../corrections/holm.ts";
import type { ReducedExperiment, ReducedMetric } from "../reduced.ts";
import type { Comparison, ExperimentReport, Heterogeneity, MetricReport, SegmentEffect } from "../report-schema.ts";
import { ratioDelta } from "../statistics/ratio-delta.ts";
import { smallestEffect } from "../statistics/smallest-effect.ts";
import type { Estimate } from "../statistics/statistic.ts";
import { welch } from "../statistics/welch.ts";
import { compareInMode, levelOf } from "./compare-in-mode.ts";
import { testFrozen } from "./frozen.ts";
import { hartungKnapp, type SegmentEstimate, testHeterogeneity } from "./heterogeneity.ts";
import { poolEffects } from "./pool-effects.ts";
import { describeHeterogeneity, describeMoved, describeUnplaced } from "./wording.ts";

export type BySegment = Pick<ExperimentReport, "bySegment" | "heterogeneity" | "notes">;

/** From this p on, that segments hold the variants in different shares is no accident; as of a sample ratio mismatch. */
const moved = 0.001;

/**
 * Standard deviation of the prior on τ, in standard deviations of the metric between users: half of what Cohen calls a small
 * effect. Wide enough to leave segments of thousands alone, narrow enough to draw those of a few hundred together.
 */
const priorShare = 0.1;

/** Fewer users with a value other than 0 in a variant say little, however narrow the interval. */
const fewestCarriers = 10;

/**
 * By metric and variant: do segments differ, then the effect of each, pooled or corrected, never both. Users without a segment
 * are no segment. Quantiles have no effect by segment.
 */
export function effectsBySegment(
  reduced: ReducedExperiment,
  reports: readonly MetricReport[],
  context: Pick<CompareContext, "kernels" | "look">,
): BySegment {
  const { arms, metrics, segments } = reduced;
  const named = segments.flatMap(({ segment, n }, at) => (segment === "" ? [] : [{ segment, n, at }]));
  const nobody = segments.find(({ segment }) => segment === "");
  const notes = nobody ? [describeUnplaced(nobody.n.reduce((total, n) => total + n, 0))] : [];
  if (segments.length < 2) return { bySegment: [], heterogeneity: [], notes };
  const pFrozen = testFrozen(named.map(({ n }) => n));
  const pMoved = pFrozen !== null && pFrozen < moved ? pFrozen : null;
  const found = metrics.flatMap((one) => {
    if (one.metric.type === "quantile") return [];
    const comparisons = reports.find(({ name }) => name === one.metric.name)?.comparisons ?? [];
    return arms.slice(1).map((arm, place) => {
      const whole = comparisons.find((comparison) => comparison.arm === arm);
      const rows = named.map((segment) => compareSegment(one, arm, place + 1, segment, reduced, context));
      return pMoved === null ? judge(one.metric, arm, rows, whole, reduced) : refuse(one.metric, arm, rows, pMoved);
    });
  });
  return {
    bySegment: found.flatMap(({ effects }) => effects),
    heterogeneity: found.map(({ test }) => test),
    notes,
  };
}

interface SegmentRow {
  readonly effect: SegmentEffect;
  readonly found: SegmentEstimate | null;
  /** Error of its interval at this look. */
  readonly level: number;
  readonly carriers: number;
}

function compareSegment(
  { metric, samples }: ReducedMetric,
  arm: string,
  place: number,
  { segment, at }: { readonly segment: string; readonly at: number },
  { config }: ReducedExperiment,
  { kernels, look }: Pick<CompareContext, "kernels" | "look">,
): SegmentRow {
  const [control, treatment] = [samples[0]?.strata[at], samples[place]?.strata[at]];
  if (!control || !treatment) throw new Error(`no segment ${segment} in ${metric.name}`);
  const sample = (statistics: ArmStatistics) => ({ statistics, values: null, strata: [] });
  const own = optionsOf(metric, `${arm}/${segment}`, config, kernels, look);
  const options = { ...own, alternative: "two-sided" } as const;
  const method = metric.type === "ratio" ? ratioDelta : welch;
  const outcome = compareInMode(method, [sample(control), sample(treatment)], options, config.mode);
  const found = outcome.ok ? outcome.value : null;
  return {
    effect: {
      ...{ segment, arm, metric: metric.name, n: control.n + treatment.n },
      ...{ difference: finite(found?.estimate ?? null), low: finite(found?.low ?? null) },
      ...{ high: finite(found?.high ?? null), pValue: finite(found?.pValue ?? null) },
      ...{ pooled: null, pValueCorrected: null, small: false, reason: outcome.ok ? null : outcome.reason },
    },
    found: estimateOf(found),
    level: levelOf(found, config.alpha, config.mode),
    carriers: Math.min(control.nonZero ?? Number.POSITIVE_INFINITY, treatment.nonZero ?? Number.POSITIVE_INFINITY),
  };
}

function estimateOf(found: Estimate | null): SegmentEstimate | null {
  const { estimate, standardError } = found ?? {};
  if (estimate === undefined || standardError == null) return null;
  return standardError > 0 && Number.isFinite(estimate + standardError) ? { estimate, standardError } : null;
}

function judge(
  metric: MetricConfig,
  arm: string,
  rows: readonly SegmentRow[],
  whole: Comparison | undefined,
  { config }: ReducedExperiment,
): { readonly effects: SegmentEffect[]; readonly test: Heterogeneity } {
  const { alpha, bySegment } = config;
  const known = rows.filter((row) => row.found !== null);
  const estimates = known.flatMap(({ found }) => found ?? []);
  const test = testHeterogeneity(estimates);
  const scale = priorShare * deviationOf(known);
  const levels = known.map(({ level }) => level);
  const pooled = test && bySegment === "pooled" ? poolEffects(estimates, scale, alpha, levels) : null;
  const tested = rows.filter(({ effect }) => effect.pValue !== null);
  const corrected = bySegment === "corrected" ? holm.adjust(tested.map(({ effect }) => effect.pValue ?? 1)) : [];
  const effects = rows.map((row): SegmentEffect => {
    const own = pooled?.effects[known.indexOf(row)];
    return {
      ...row.effect,
      pooled: own ? { difference: own.value, low: own.low, high: own.high } : null,
      pValueCorrected: corrected[tested.indexOf(row)] ?? null,
      small: isSmall(row, whole, alpha),
    };
  });
  return {
    effects,
    test: {
      ...{ metric: metric.name, arm, q: test?.q ?? null, degreesOfFreedom: test?.degreesOfFreedom ?? 0 },
      ...{ pValue: test?.pValue ?? null, i2: test?.i2 ?? null, tau: test ? Math.sqrt(test.tauSquared) : null },
      ...{ tauPosterior: pooled?.tau ?? null, tauPrior: pooled ? scale : null },
      meanOfSegments: test ? hartungKnapp(estimates, test, alpha) : null,
      sentence: describeHeterogeneity(metric, test?.pValue ?? null, known.length, config),
    },
  };
}

/** Of the metric between users, by way of what the segments' standard errors make of n users: √(Σn / Σ1/v)/2. */
function deviationOf(rows: readonly SegmentRow[]): number {
  const users = rows.reduce((total, { effect }) => total + effect.n, 0);
  const precision = rows.reduce((total, { found }) => total + (found?.standardError ?? Number.NaN) ** -2, 0);
  return Math.sqrt(users / precision) / 2;
}

/**
 * Too small to see the effect that the whole shows, or where it shows none an effect twice the smallest that the whole could
 * see; or too few users that did anything.
 */
function isSmall({ found, carriers }: SegmentRow, whole: Comparison | undefined, alpha: number): boolean {
  if (found === null || carriers < fewestCarriers) return true;
  const { difference = null, pValue = null, smallestEffect: least = null } = whole ?? {};
  const isTold = difference !== null && pValue !== null && pValue < alpha;
  const wanted = isTold ? Math.abs(difference) : least === null ? Number.POSITIVE_INFINITY : 2 * least;
  return smallestEffect(found.standardError, { alpha, alternative: "two-sided" }) > wanted;
}

function refuse(metric: MetricConfig, arm: string, rows: readonly SegmentRow[], pValue: number) {
  const sentence = describeMoved(pValue);
  const none = { difference: null, low: null, high: null, pValue: null };
  return {
    effects: rows.map(({ effect }): SegmentEffect => ({ ...effect, ...none, reason: sentence })),
    test: {
      ...{ metric: metric.name, arm, q: null, degreesOfFreedom: 0, pValue: null, i2: null, tau: null },
      ...{ tauPosterior: null, tauPrior: null, meanOfSegments: null, sentence },
    },
  };
}

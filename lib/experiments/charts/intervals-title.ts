import type { Locale } from "../../core/localised.ts";
import type { Comparison, MetricReport } from "../report-schema.ts";
import {
  comparisonOf,
  drawnOf,
  type ExperimentData,
  finite,
  movementOf,
  nameOf,
  orderedMetrics,
  primaryMetric,
  variantsOf,
} from "./experiment-chart.ts";
import { measureOf, writePercent } from "./measure.ts";
import { atHead, joinAnd, say } from "./messages.ts";

/** Which metrics rose, fell or cannot be told from no change, from the verdicts and signs of the report. */
export function intervalsTitle(data: ExperimentData, locale: Locale): string {
  const { report } = data;
  if (report.decision.verdict === "blocked") return say(locale, "titleBlocked");
  const variants = variantsOf(report);
  const text = variants.length > 1 ? ofVariants(variants, data, locale) : ofMetrics(data, locale);
  return atHead(text);
}

interface Moved {
  readonly metric: MetricReport;
  readonly comparison: Comparison;
  readonly movement: -1 | 0 | 1;
}

function ofMetrics(data: ExperimentData, locale: Locale): string {
  const moved = orderedMetrics(data.report).flatMap((metric): Moved[] => {
    const comparison = comparisonOf(metric, data.arm);
    return comparison ? [{ metric, comparison, movement: movementOf(comparison) }] : [];
  });
  const computed = moved.filter(({ comparison }) => comparison.verdict !== "inconclusive");
  if (computed.length === 0) return say(locale, "titleNoNumbers");
  const names = (movement: -1 | 0 | 1) =>
    computed.filter((m) => m.movement === movement).map((m) => nameOf(m.metric, locale));
  const [up, down, even] = [names(1), names(-1), names(0)];
  if (up.length + down.length === 0) return unclearTitle(computed, data, locale);
  const parts = [
    ...(up.length > 0 ? [say(locale, up.length > 1 ? "roseTogether" : "rose", { names: joinAnd(up, locale) })] : []),
    ...(down.length > 0
      ? [say(locale, down.length > 1 ? "fellTogether" : "fell", { names: joinAnd(down, locale) })]
      : []),
    ...(even.length > 0 ? [say(locale, "unclear", { names: joinAnd(even, locale), n: even.length })] : []),
  ];
  return parts.join(say(locale, "semicolon"));
}

/** "visit could lose up to 2 % or gain up to 3 %": absence of evidence is not evidence of absence. */
function unclearTitle(moved: readonly Moved[], data: ExperimentData, locale: Locale): string {
  const primary = moved.find(({ metric }) => metric === primaryMetric(data.report)) ?? moved[0];
  if (!primary) return say(locale, "titleNoNumbers");
  const { low, high } = primary.comparison.relative;
  const [most, least] = [finite(high), finite(low)];
  const name = nameOf(primary.metric, locale);
  if (least !== null && most !== null && least <= 0 && most >= 0)
    return say(locale, "couldBe", { name, low: writePercent(-least, locale), high: writePercent(most, locale) });
  return say(locale, "unclear", { names: name, n: 1 });
}

/** With several variants, how many of them moved the primary metric, and by which most. */
function ofVariants(variants: readonly string[], data: ExperimentData, locale: Locale): string {
  const metric = primaryMetric(data.report);
  if (!metric) return say(locale, "titleNoNumbers");
  const found = variants.flatMap((arm) => comparisonOf(metric, arm) ?? []);
  const { difference } = measureOf(metric, data, locale);
  const sides = ([1, -1] as const).flatMap((side) => {
    const those = found.filter((comparison) => movementOf(comparison) === side);
    const most = those.toSorted((a, b) => side * ((b.difference ?? 0) - (a.difference ?? 0)))[0];
    if (!most) return [];
    const values = {
      name: nameOf(metric, locale),
      count: those.length,
      all: variants.length,
      arm: most.arm,
      by: difference(drawnOf(most)).figure,
    };
    const key = those.length > 1 ? (side > 0 ? "roseInSome" : "fellInSome") : side > 0 ? "roseInOne" : "fellInOne";
    return [say(locale, key, values)];
  });
  if (sides.length > 0) return sides.join(say(locale, "semicolon"));
  if (found.every(({ verdict }) => verdict === "inconclusive")) return say(locale, "titleNoNumbers");
  return say(locale, "noVariant", { name: nameOf(metric, locale), all: variants.length, control: data.report.control });
}

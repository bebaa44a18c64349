import { formatShare } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import type { FeatureColumn } from "./feature-column.ts";
import type { FeatureInfo, FeaturesConfig, FeatureTreatment } from "./schema.ts";
import { isNothing, meanAndDeviation, signedLog } from "./treatments.ts";

/** Below this coverage a feature stays out of the distances, unless the config asks for it; where distances go by what both have. */
const leastCoverage = 0.9;
const leastWithGaps = 0.5;

type Overrides = FeaturesConfig["treatments"][string];

/** What the config says of a column: by its id, else by the column whose level it is. */
export function overridesOf({ id, group }: FeatureColumn, treatments: FeaturesConfig["treatments"]): Overrides {
  const own = Object.hasOwn(treatments, id) ? treatments[id] : undefined;
  const shared = group !== undefined && Object.hasOwn(treatments, group) ? treatments[group] : undefined;
  return { ...shared, ...own };
}

/**
 * A feature with its values known: coverage, treatment, and whether it enters the distances.
 * values: n real-unit values, NaN = missing; keepsGaps: those who lack it are compared by what they have.
 */
export function judgeFeature(
  column: FeatureColumn,
  values: Float64Array,
  overrides: Overrides,
  keepsGaps = false,
): FeatureInfo {
  const { deviation, count, largest } = meanAndDeviation(values);
  const coverage = values.length === 0 ? 0 : count / values.length;
  const treatment: FeatureTreatment = {
    use: overrides.use ?? column.treatment.use,
    log: overrides.log ?? (column.logWhenSkewed ? logHelps(values) : column.treatment.log),
    winsorise: overrides.winsorise ?? column.treatment.winsorise,
    scale: overrides.scale ?? column.treatment.scale,
  };
  const leftOut = reasonToLeaveOut(
    column,
    { count, isConstant: isNothing(deviation, largest), coverage, least: keepsGaps ? leastWithGaps : leastCoverage },
    treatment,
    overrides,
  );
  const { id, label, help, unit, decimals, words, phrase } = column;
  return {
    id,
    label,
    help,
    unit,
    decimals,
    coverage,
    treatment,
    inMatrix: leftOut === null,
    leftOut,
    words,
    ...(phrase && { phrase }),
  };
}

function reasonToLeaveOut(
  column: FeatureColumn,
  {
    count,
    isConstant,
    coverage,
    least,
  }: { readonly count: number; readonly isConstant: boolean; readonly coverage: number; readonly least: number },
  treatment: FeatureTreatment,
  overrides: Overrides,
): Localised | null {
  if (count === 0) return { en: "It has no value.", zh: "没有任何取值。" };
  if (isConstant) return { en: "It has one value only.", zh: "只有一个取值。" };
  if (!treatment.use) {
    return overrides.use === false
      ? { en: "Switched off in the config.", zh: "已在配置中关闭。" }
      : (column.unused ?? { en: "Not used by default.", zh: "默认不使用。" });
  }
  if (coverage >= least || overrides.use === true) return null;
  const missing = column.missing ?? { en: "have no value", zh: "没有该项的值" };
  const share = 1 - coverage;
  return {
    en: `${formatShare(share, "en")} ${missing.en}, so it is left out of the distances; it is shown in the profile.`,
    zh: `有 ${formatShare(share, "zh")} ${missing.zh}，因此不参与距离计算，仅在人群特征中展示。`,
  };
}

/** Do logs bring non-negative values with a long right tail (skewness above 1) closer to symmetry? */
function logHelps(values: Float64Array): boolean {
  if (values.some((value) => value < 0)) return false;
  const raw = skewness(values);
  return raw > 1 && Math.abs(skewness(values.map(signedLog))) < raw;
}

/** Population skewness g₁ = m₃ / m₂^1.5 of the values present; 0 for a constant. */
export function skewness(values: Float64Array): number {
  const { mean, deviation, count, largest } = meanAndDeviation(values);
  if (count === 0 || isNothing(deviation, largest)) return 0;
  let cubes = 0;
  for (const value of values) if (!Number.isNaN(value)) cubes += ((value - mean) / deviation) ** 3;
  return cubes / count;
}

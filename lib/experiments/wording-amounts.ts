import { formatMoney, formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import { plainLabel, trimLabel } from "../segments/label.ts";
import type { ExperimentConfig, MetricType } from "./config-schema.ts";
import { metricNames } from "./metric-names-schema.ts";
import type { MetricReport } from "./report-schema.ts";

/** A metric as sentences speak of it. */
export interface MetricSubject {
  readonly name: string;
  readonly type: MetricType;
  /** Currency code or unit of the value; null: a plain number. */
  readonly unit: string | null;
  /** Of a quantile metric. */
  readonly quantile?: number | undefined;
}

/** A metric of a report with what its config says of it. */
export function subjectOf(
  { name, type, unit }: Pick<MetricReport, "name" | "type" | "unit">,
  { metrics }: Pick<ExperimentConfig, "metrics">,
): MetricSubject {
  return { name, type, unit, quantile: metrics.find((metric) => metric.name === name)?.quantile };
}

/** Characters that a name may take in a sentence. */
const width = 40;

/** An arm's name, quoted: it is the shop's word, not ours. */
export function quoteArm(arm: string): string {
  return `“${trimLabel(arm.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim() || "?", width)}”`;
}

/** "Revenue per user" needs no "a user" behind it. */
const saysPerUser = /\b(?:per|a|each) (?:user|customer|person|head)\b|人均|户均|客均|每(?:名|位|个)?(?:用户|客户|人)/i;

/** What moves: "visit", "spend a user", "the median of spend". */
export function nameMetric({ name, type, quantile }: MetricSubject): Localised {
  const names = metricNames(name);
  const en = trimLabel(plainLabel(names.en), width);
  const zh = besideChinese(trimLabel(plainLabel(names.zh), width));
  if (type === "mean") return saysPerUser.test(name) ? { en, zh } : { en: `${en} a user`, zh: `人均${zh}` };
  if (type !== "quantile" || quantile === undefined) return { en, zh };
  if (quantile === 0.5) return { en: `the median of ${en}`, zh: `${zh}的中位数` };
  const percent = formatNumber(quantile * 100, 2, true).replace(/(\.\d)0$/, "$1");
  return { en: `the ${percent}\u00a0% quantile of ${en}`, zh: `${zh}的 ${percent}% 分位数` };
}

/** Latin letters and digits stand apart from Chinese characters. */
export function besideChinese(text: string): string {
  const before = /^[\x21-\x7e]/.test(text) ? " " : "";
  const after = /[\x21-\x7e…]$/.test(text) ? " " : "";
  return `${before}${text}${after}`;
}

/**
 * Decimals for numbers that stand together in a sentence: half the interval's width with one significant digit, two where it
 * begins below 3.55 (rounding of the Particle Data Group), and none of the numbers rounded to 0 that is not 0.
 * numbers, halfWidth: in the metric's unit; proportions are shown in percentage points.
 */
export function decimalsOf({ type, unit }: MetricSubject, numbers: readonly number[], halfWidth: number): number {
  const scale = type === "proportion" ? 100 : 1;
  const spread = Math.abs(halfWidth) * scale;
  const shown = numbers.map((value) => Math.abs(value) * scale).filter((value) => value > 0 && Number.isFinite(value));
  const leading = Number.isFinite(spread) && spread > 0 ? spread : Math.max(0, ...shown);
  if (leading === 0) return 0;
  const magnitude = Math.floor(Math.log10(leading));
  const digits = leading / 10 ** magnitude < 3.55 ? 1 : 0;
  let decimals = Math.min(12, Math.max(0, digits - magnitude));
  while (decimals < 12 && shown.some((value) => Number(value.toFixed(decimals)) === 0)) decimals++;
  const isSmallMoney = type !== "proportion" && isCurrency(unit) && shown.some((value) => value < 100);
  return isSmallMoney ? Math.max(2, decimals) : decimals;
}

/** Decimals of a number that somebody entered: as many as it has, six at most. */
export function exactDecimals({ type, unit }: MetricSubject, entered: number): number {
  const shown = type === "proportion" ? entered * 100 : entered;
  let decimals = type !== "proportion" && isCurrency(unit) ? 2 : 0;
  while (decimals < 6 && Math.abs(Number(shown.toFixed(decimals)) - shown) > 1e-9 * Math.abs(shown)) decimals++;
  return decimals;
}

export function isCurrency(unit: string | null): boolean {
  return unit !== null && (/^[A-Z]{3}$/.test(unit) || /^\p{Sc}$/u.test(unit));
}

/** The size of a difference, without its sign: "4.5 percentage points", "$0.42", "1.3". */
export function writeSize(size: number, metric: MetricSubject, decimals: number): Localised {
  const value = Math.abs(size);
  if (metric.type !== "proportion") return sameIn(writeNumber(value, metric, decimals));
  const points = formatNumber(value * 100, decimals);
  return { en: `${points} percentage ${points === "1" ? "point" : "points"}`, zh: ` ${points} 个百分点` };
}

/** The number of such a size alone, for ranges in brackets. */
export function writeBareSize(size: number, metric: MetricSubject, decimals: number): string {
  const value = Math.abs(size);
  return metric.type === "proportion" ? formatNumber(value * 100, decimals) : writeNumber(value, metric, decimals);
}

/** "3.9 to 5.2", by size and without signs; open where a bound is infinite. Bounds of one sign. */
export function writeRange(low: number, high: number, metric: MetricSubject, decimals: number): Localised {
  const [near = 0, far = 0] = [Math.abs(low), Math.abs(high)].toSorted((a, b) => a - b);
  const from = writeBareSize(near, metric, decimals);
  if (!Number.isFinite(far)) return { en: `at least ${from}`, zh: `至少 ${from}` };
  const to = writeBareSize(far, metric, decimals);
  return { en: `${from} to ${to}`, zh: `${from}～${to}` };
}

/** "from $0.65 to $1.08", "15.1 in 100 users, against 10.6": what the arm has, and what the control has. */
export function writeLevels(control: number, arm: number, metric: MetricSubject, decimals: number): Localised {
  const move = arm > control ? "升至" : "降至";
  if (metric.type !== "proportion") {
    const [from, to] = [control, arm].map((value) => writeNumber(value, metric, decimals));
    return { en: `from ${from} to ${to}`, zh: `由 ${from} ${move} ${to}` };
  }
  const least = Math.min(...[control, arm].filter((share) => share > 0));
  const base = [100, 1000, 10_000].find((people) => least * people >= 1) ?? 100_000;
  const places = Math.max(0, decimals - Math.round(Math.log10(base / 100)));
  const [from, to] = [control, arm].map((share) => formatNumber(share * base, places));
  const people = formatNumber(base);
  return {
    en: `${to} in ${people} users, against ${from}`,
    zh: `每 ${people} 名用户中由 ${from} 名${move} ${to} 名`,
  };
}

/** "p < 0.001", "p = 0.034". */
export function writeP(pValue: number): string {
  if (pValue < 0.001) return "p < 0.001";
  return `p = ${pValue.toFixed(pValue < 0.1 ? 3 : 2)}`;
}

/** "a", "a and b", "a, b and c"; beyond four the first three, and how many others. */
export function joinNames(names: readonly Localised[]): Localised {
  const shown = names.length > 4 ? names.slice(0, 3) : names;
  const others = names.length - shown.length;
  const en = [...shown.map((name) => name.en), ...(others > 0 ? [`${others} others`] : [])];
  const zh = shown.map((name) => name.zh.trim());
  const last = en.length > 1 ? ` and ${en.at(-1)}` : "";
  return {
    en: `${en.length > 1 ? en.slice(0, -1).join(", ") : (en[0] ?? "")}${last}`,
    zh: besideChinese(zh.join("、")) + (others > 0 ? `及其他 ${others} 项指标` : ""),
  };
}

function writeNumber(value: number, { unit }: MetricSubject, decimals: number): string {
  if (isCurrency(unit)) return formatMoney(value, unit, decimals);
  const number = formatNumber(value, decimals);
  return unit === null ? number : `${number}\u00a0${trimLabel(plainLabel(unit), 12)}`;
}

function sameIn(text: string): Localised {
  return { en: text, zh: ` ${text}` };
}

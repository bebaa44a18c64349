import { formatMoney, formatNumber, formatShare } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import type { ExperimentConfig } from "./config-schema.ts";
import { normalDensity, normalSurvival } from "./distributions/normal.ts";
import type { Comparison, Interval, MoneyReport } from "./report-schema.ts";
import { quoteArm } from "./wording-amounts.ts";

export type MoneyConfig = NonNullable<ExperimentConfig["money"]>;

export interface MoneyInput {
  readonly config: MoneyConfig;
  /** The leading comparison of the money metric: additional money a user over the observed window. */
  readonly comparison: Pick<Comparison, "arm" | "difference" | "low" | "high" | "reason">;
  /** Of the same method; null where it has none. */
  readonly standardError: number | null;
  /** Users of the arm. */
  readonly n: number;
  /** Of the observed window; null where there are no dates. */
  readonly days: number | null;
  /** Quantile at which the amounts were cut, 0…1; left out: they were not. */
  readonly winsorise?: number | undefined;
}

/**
 * Incremental gross margin a user over the observed window: m = d · (1 − returns) · margin − cost, d the difference in money a
 * user. The interval is that of the leading method, carried through (m is linear in d). Total: m times the arm's users.
 * Expected loss: the mean of max(0, −M) for M normal around m with the method's standard error, σφ(m/σ) − mΦ(−m/σ) — what
 * choosing the arm costs a user on average if it does not pay; a mean, not a worst case. Unit: the currency.
 * The cost falls on the arm alone: the control was not treated.
 */
export function earn({ config, comparison, standardError, n, days, winsorise }: MoneyInput): MoneyReport {
  const { arm, difference, low, high, reason } = comparison;
  const { currency } = config;
  const kept = config.grossMargin * (1 - config.returns);
  const assumptions = describeAssumptions(config, days, winsorise);
  if (difference === null || low === null || high === null || !Number.isFinite(high - low)) {
    const why = reason ?? {
      en: "The additional money has no bounds on both sides.",
      zh: "新增金额没有双侧的区间。",
    };
    return { arm, currency, perUser: null, total: null, expectedLoss: null, assumptions, reason: why };
  }
  const marginOf = (money: number) => money * kept - config.costPerUser;
  const perUser: Interval = { value: marginOf(difference), low: marginOf(low), high: marginOf(high) };
  const total: Interval = { value: perUser.value * n, low: perUser.low * n, high: perUser.high * n };
  const deviation = standardError === null ? null : standardError * kept;
  return { arm, currency, perUser, total, expectedLoss: lossOf(perUser.value, deviation), assumptions, reason: null };
}

function lossOf(mean: number, deviation: number | null): number | null {
  if (deviation === null || !Number.isFinite(deviation)) return null;
  if (deviation === 0) return Math.max(0, -mean);
  const z = mean / deviation;
  return Math.max(0, deviation * normalDensity(z) - mean * normalSurvival(z));
}

export interface Scenario {
  /** Users who are sent to each time. */
  readonly users: number;
  readonly sends: number;
  /** Share of the effect that is lost from one send to the next, 0…1. */
  readonly decay: number;
}

/**
 * What a month could bring, if each send did to as many users what this one did, less `decay` each time: gain · Σ(1 − decay)ⁱ −
 * cost · sends, i = 0…sends − 1, times users. The cost does not decay. Nothing of it was measured: the label goes with the number.
 */
export function imagineMonth(
  perUser: Interval,
  costPerUser: number,
  { users, sends, decay }: Scenario,
): { readonly total: Interval; readonly label: Localised } {
  let weight = 0;
  for (let send = 0; send < sends; send++) weight += (1 - decay) ** send;
  const total = (margin: number) => ((margin + costPerUser) * weight - costPerUser * sends) * users;
  const people = formatNumber(users);
  return {
    total: { value: total(perUser.value), low: total(perUser.low), high: total(perUser.high) },
    label: {
      en: `A scenario, not a measurement: ${sends === 1 ? "one send" : `${sends} sends`} to ${people} users${
        sends > 1 ? `, each worth ${formatShare(1 - decay, "en")} of the one before` : ""
      }.`,
      zh: `仅为情景推算，并非实测：向 ${people} 名用户触达 ${sends} 次${
        sends > 1 ? `，每次效果为前一次的 ${formatShare(1 - decay, "zh")}` : ""
      }。`,
    },
  };
}

/** Why nothing is reckoned. */
export function describeNoMoney(metric: string): Localised {
  return {
    en: `No margin is reckoned: ${quoteArm(metric)} is no mean a user among the metrics.`,
    zh: `未计算毛利：${quoteArm(metric)}不是指标中的人均指标。`,
  };
}

function describeAssumptions(
  { grossMargin, costPerUser, returns, currency }: MoneyConfig,
  days: number | null,
  winsorise: number | undefined,
): Localised {
  const cost = formatMoney(costPerUser, currency, decimalsOfCost(costPerUser));
  const en = [`${formatShare(grossMargin, "en")} gross margin`];
  const zh = [`毛利率 ${formatShare(grossMargin, "zh")}`];
  if (returns > 0) {
    en.push(`${formatShare(returns, "en")} of the additional sales returned`);
    zh.push(`新增销售额中退货 ${formatShare(returns, "zh")}`);
  }
  en.push(costPerUser > 0 ? `${cost} a treated user` : "no cost of treating a user");
  zh.push(costPerUser > 0 ? `每名触达用户成本 ${cost} ` : "触达成本为零");
  const window = days === null ? "the observed window" : days === 1 ? "one day" : `${formatNumber(days)} days`;
  const [last = "", ...first] = en.reverse();
  const cut = winsorise === undefined ? "" : formatNumber(winsorise * 100, 2).replace(/\.?0+$/, "");
  return {
    en: `At ${first.length > 0 ? `${first.reverse().join(", ")} and ` : ""}${last}, as entered; over ${window} only.${
      cut && ` Amounts above the ${cut}\u00a0% quantile count as that much: the true margin may be larger either way.`
    }`,
    zh: `按${zh.join("、")}计算（均为填写值）；仅限${days === null ? "观察期内" : `观察的 ${formatNumber(days)} 天`}。${
      cut && `超过 ${cut}% 分位数的金额按该分位数计，实际毛利的增减可能更大。`
    }`,
  };
}

/** Costs of a send are often less than a cent. */
function decimalsOfCost(cost: number): number {
  let decimals = 2;
  while (decimals < 8 && Math.abs(Number(cost.toFixed(decimals)) - cost) > cost * 0.005) decimals++;
  return decimals;
}

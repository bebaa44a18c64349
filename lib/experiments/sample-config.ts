import type { Locale } from "../core/localised.ts";
import { ExperimentConfig } from "./config-schema.ts";

/** Name of the file that holds the sample's results; its columns are those of `lib/sample/experiment.ts`. */
export const sampleFileName = "sample-experiment.csv";

const words = {
  en: { name: "Sample: a coupon", rate: "Order rate", orders: "Orders", revenue: "Revenue" },
  zh: { name: "示例：优惠券", rate: "下单率", orders: "订单数", revenue: "销售额" },
} as const;

const hypotheses = {
  en: "A coupon brings in people who wait for one, and nobody else.",
  zh: "优惠券只会带动等优惠的用户，对其他人没有作用。",
} as const;

/** How the sample shop's test is read: everything a finished test may have, money and segments among it. */
export function sampleConfig(locale: Locale): ExperimentConfig {
  const { name, rate, orders, revenue } = words[locale];
  return ExperimentConfig.parse({
    ...{ name, hypothesis: hypotheses[locale], unit: "user_id", arm: "arm", control: "control", segment: "segment" },
    metrics: [
      { name: rate, type: "proportion", column: "ordered", role: "primary" },
      { name: orders, type: "mean", column: "orders" },
      // A few resellers order for a hundred others.
      { name: revenue, type: "mean", column: "revenue", covariate: "revenue_before", winsorise: 0.98 },
    ],
    money: { metric: revenue, currency: "GBP", grossMargin: 0.45, costPerUser: 0.05 },
  });
}

import type { Locale, Localised } from "../core/localised.ts";
import { MetricConfig } from "./config-schema.ts";
import { type ShopMetricId, shopMetricNames } from "./metric-names-schema.ts";

/**
 * What the shop's orders say of each assigned user, within the window from assignment on: columns of the table that
 * `reading/stored-orders.ts` makes. `returned` is the worth of what came back within the window, above 0; revenue is before
 * returns. `…_before` is the same over as long a time before, which takes noise out.
 */
export const shopColumns = {
  bought: "bought",
  orders: "orders",
  revenue: "revenue",
  returned: "returned",
  boughtBefore: "bought_before",
  ordersBefore: "orders_before",
  revenueBefore: "revenue_before",
} as const;

/** Is it a column of orders, which a run's feature of the same name does not stand in for? */
export function isShopColumn(name: string): boolean {
  return name === "segment" || Object.values<string>(shopColumns).includes(name);
}

/** What those are called that were known before the test. */
export const shopKnownLabels: ReadonlyMap<string, Localised> = new Map([
  ["segment", { en: "segment", zh: "人群" }],
  [shopColumns.boughtBefore, { en: "bought before", zh: "此前是否下单" }],
  [shopColumns.ordersBefore, { en: "orders before", zh: "此前订单数" }],
  [shopColumns.revenueBefore, { en: "spend before", zh: "此前消费额" }],
]);

export const shopMetricIds = Object.keys(shopMetricNames) as readonly ShopMetricId[];

export function shopMetric(id: ShopMetricId, role: MetricConfig["role"], locale: Locale): MetricConfig {
  const { bought, orders, revenue, boughtBefore, ordersBefore, revenueBefore } = shopColumns;
  const base = { name: shopMetricNames[id][locale], role };
  switch (id) {
    case "conversion":
      return MetricConfig.parse({ ...base, type: "proportion", column: bought, covariate: boughtBefore });
    case "revenue":
      return MetricConfig.parse({ ...base, type: "mean", column: revenue, covariate: revenueBefore });
    case "orders":
      return MetricConfig.parse({ ...base, type: "mean", column: orders, covariate: ordersBefore });
    case "order-value":
      return MetricConfig.parse({ ...base, type: "ratio", column: revenue, denominator: orders });
  }
}

/** Of a list with a held-back share: did its people order more, and spend more? */
export function shopMetrics(locale: Locale): MetricConfig[] {
  return [shopMetric("revenue", "primary", locale), shopMetric("conversion", "secondary", locale)];
}

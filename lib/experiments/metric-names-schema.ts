import type { Localised } from "../core/localised.ts";

export type ShopMetricId = "conversion" | "revenue" | "orders" | "order-value";

/** What can be measured without set-up, the usual first metric first. */
export const shopMetricNames: Readonly<Record<ShopMetricId, Localised>> = {
  conversion: { en: "Order rate", zh: "下单率" },
  revenue: { en: "Revenue per user", zh: "人均销售额" },
  orders: { en: "Orders per user", zh: "人均订单数" },
  "order-value": { en: "Revenue per order", zh: "客单价" },
};

/** A metric's name in both languages: the house's own, whichever it was made in, and the shop's as the shop writes it. */
export function metricNames(name: string): Localised {
  return Object.values(shopMetricNames).find(({ en, zh }) => name === en || name === zh) ?? { en: name, zh: name };
}

import { type Extractor, orders, skewed, spend } from "../extractor.ts";

export const averageOrderValue: Extractor = {
  id: "average-order-value",
  label: { en: "Average order value", zh: "客单价" },
  help: { en: "Spend divided by orders.", zh: "累计消费除以订单数。" },
  unit: "money",
  decimals: 0,
  treatment: skewed,
  words: { high: { en: "big-basket", zh: "高客单" }, low: { en: "small-basket", zh: "低客单" }, topic: "basket" },
  phrase: { en: "{value} an order", zh: "每单 {value}" },
  needs: ["amount"],
  aggregates: [spend, orders],
  value: "spend::DOUBLE / orders",
};

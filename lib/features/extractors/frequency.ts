import { type Extractor, orders, skewed } from "../extractor.ts";

export const frequency: Extractor = {
  id: "frequency",
  label: { en: "Orders", zh: "订单数" },
  help: {
    en: "Distinct orders with at least one purchase; days with a purchase where the file has no order column.",
    zh: "至少含一笔购买的订单数；文件没有订单列时，按有购买的天数计算。",
  },
  unit: "orders",
  decimals: 1,
  treatment: skewed,
  words: {
    high: { en: "frequent", zh: "高频", noun: { en: "regulars", zh: "常客" } },
    low: { en: "occasional", zh: "低频" },
    topic: "orders",
  },
  phrase: { en: "{value}", zh: "{value}" },
  needs: [],
  aggregates: [orders],
  value: "orders",
};

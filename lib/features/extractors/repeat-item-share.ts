import type { Extractor } from "../extractor.ts";

export const repeatItemShare: Extractor = {
  id: "repeat-item-share",
  label: { en: "Repeat-item share", zh: "复购商品占比" },
  help: {
    en: "Of all items in all orders (an item once per order), the share that the customer had bought in an earlier order.",
    zh: "各订单中的商品（每单每种计一次）里，客户之前订单已买过的占比。",
  },
  unit: "share",
  decimals: 2,
  treatment: { use: true, log: false, winsorise: 0.01, scale: "standard" },
  words: { high: { en: "re-ordering", zh: "回购型" }, low: { en: "variety-seeking", zh: "爱尝新" }, topic: "repeat" },
  phrase: { en: "{value} of items bought again", zh: "复购商品占 {value}" },
  needs: ["item"],
  aggregates: [
    { level: "item", name: "items", sql: "count(*)" },
    { level: "item", name: "item_orders", sql: "sum(item_orders)" },
  ],
  value: "1 - items::DOUBLE / item_orders::DOUBLE",
  missing: { en: "have no item code", zh: "没有商品编码" },
};

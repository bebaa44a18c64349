import type { Localised } from "../core/localised.ts";

/** How a line says the features of orders, by id; {value} carries the unit. A feature's own `phrase` comes first. */
export const knownPhrases: ReadonlyMap<string, Localised> = new Map([
  ["frequency", { en: "{value}", zh: "下单 {value}" }],
  ["recency", { en: "last one {value} ago", zh: "最近一次在 {value}前" }],
  ["monetary", { en: "{value} spent", zh: "消费 {value}" }],
  ["average_order", { en: "{value} an order", zh: "客单价 {value}" }],
  ["tenure", { en: "first order {value} ago", zh: "首单在 {value}前" }],
]);

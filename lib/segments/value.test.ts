import { expect, it } from "vitest";
import type { Unit } from "../features/schema.ts";
import { describeValue } from "./value.ts";

it.each<[number, Unit, number, string, string]>([
  [12, "days", 0, "12 days", "12 天"],
  [1, "days", 0, "1 day", "1 天"],
  [1, "orders", 1, "1 order", "1 单"],
  [11.5, "orders", 1, "12 orders", "12 单"],
  [1234, "items", 0, "1,234 different items", "1,234 种商品"],
  [300, "units", 0, "300 units", "300 件"],
  [2611.2, "money", 0, "£2,611", "£2,611"],
  [0.034, "share", 2, "3\u00a0%", "3%"],
  [0.62, "yes-no", 2, "62\u00a0%", "62%"],
  [0.5, "ratio", 2, "0.50", "0.50"],
  [34176.4, "number", 2, "34,176", "34,176"],
  [40, "number", 2, "40", "40"],
  [Number.NaN, "number", 0, "–", "–"],
])("writes %d %s", (value, unit, decimals, en, zh) => {
  expect(describeValue(value, { unit, decimals }, "GBP")).toEqual({ en, zh });
});

import { type Extractor, orders } from "../extractor.ts";

const days = [
  { id: "monday", en: "Monday", zh: "周一" },
  { id: "tuesday", en: "Tuesday", zh: "周二" },
  { id: "wednesday", en: "Wednesday", zh: "周三" },
  { id: "thursday", en: "Thursday", zh: "周四" },
  { id: "friday", en: "Friday", zh: "周五" },
  { id: "saturday", en: "Saturday", zh: "周六" },
  { id: "sunday", en: "Sunday", zh: "周日" },
];

/** Shares of orders by day of the week. Asked for, never a default: they are noise in most shops. */
export const weekdayShares: readonly Extractor[] = days.map(({ id, en, zh }, index) => {
  const name = `orders_on_${id}`;
  return {
    id: `weekday-${id}`,
    label: { en: `${en} orders`, zh: `${zh}订单占比` },
    help: { en: `Share of orders placed on a ${en}.`, zh: `在${zh}下单的订单占比。` },
    unit: "share",
    decimals: 2,
    treatment: { use: false, log: false, winsorise: 0, scale: "standard" },
    words: { high: { en, zh: `${zh}下单` }, low: { en: `non-${en}`, zh: `非${zh}下单` }, topic: "weekday" },
    onRequest: true,
    needs: [],
    aggregates: [orders, { level: "order", name, sql: `count(*) FILTER (isodow(first_time) = ${index + 1})` }],
    value: `${name}::DOUBLE / orders`,
  };
});

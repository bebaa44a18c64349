import { type Extractor, orders } from "../extractor.ts";

const blocks = [
  {
    from: 0,
    label: { en: "Night orders (0–6 h)", zh: "凌晨订单占比（0–6 点）" },
    word: { en: "night-time", zh: "凌晨下单" },
  },
  {
    from: 6,
    label: { en: "Morning orders (6–12 h)", zh: "上午订单占比（6–12 点）" },
    word: { en: "morning", zh: "上午下单" },
  },
  {
    from: 12,
    label: { en: "Afternoon orders (12–18 h)", zh: "下午订单占比（12–18 点）" },
    word: { en: "afternoon", zh: "下午下单" },
  },
  {
    from: 18,
    label: { en: "Evening orders (18–24 h)", zh: "晚间订单占比（18–24 点）" },
    word: { en: "evening", zh: "晚间下单" },
  },
];

/** Shares of orders by six-hour block of the shop's day. Asked for, never a default: they are noise in most shops. */
export const hourShares: readonly Extractor[] = blocks.map(({ from, label, word }) => {
  const name = `orders_from_hour_${from}`;
  return {
    id: `hours-${from}-${from + 6}`,
    label,
    help: {
      en: `Share of orders whose first line falls between ${from} and ${from + 6} o'clock.`,
      zh: `下单时间在 ${from} 点到 ${from + 6} 点之间的订单占比。`,
    },
    unit: "share",
    decimals: 2,
    treatment: { use: false, log: false, winsorise: 0, scale: "standard" },
    words: { high: word, low: { en: `non-${word.en}`, zh: `非${word.zh}` }, topic: "hours" },
    onRequest: true,
    needs: [],
    aggregates: [orders, { level: "order", name, sql: `count(*) FILTER (hour(first_time) // 6 = ${from / 6})` }],
    value: `${name}::DOUBLE / orders`,
  };
});

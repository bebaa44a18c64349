import type { FeatureWords } from "../features/schema.ts";

const spending: FeatureWords = {
  high: { en: "high-spending", zh: "高消费", noun: { en: "big spenders" } },
  low: { en: "low-spending", zh: "低消费", noun: { en: "small spenders" } },
  topic: "spend",
};
const age: FeatureWords = { high: { en: "older", zh: "年长" }, low: { en: "young", zh: "年轻" }, topic: "age" };
const income: FeatureWords = {
  high: { en: "high-income", zh: "高收入", noun: { en: "high earners" } },
  low: { en: "low-income", zh: "低收入", noun: { en: "low earners" } },
  topic: "income",
};
const recency: FeatureWords = {
  high: { en: "lapsed", zh: "沉睡" },
  low: { en: "recent", zh: "近期" },
  topic: "time",
};
const orders: FeatureWords = {
  high: { en: "frequent", zh: "高频", noun: { en: "regulars", zh: "常客" } },
  low: { en: "occasional", zh: "低频" },
  topic: "orders",
};
const baskets: FeatureWords = {
  high: { en: "big-basket", zh: "高客单" },
  low: { en: "small-basket", zh: "低客单" },
  topic: "basket",
};
const tenure: FeatureWords = {
  high: { en: "long-standing", zh: "老" },
  low: { en: "new", zh: "新" },
  topic: "tenure",
};
const only = (en: string, zh: string): FeatureWords => ({ high: { en, zh }, low: { en, zh } });

/** What columns of user tables are often called, without what only qualifies them; and values of categories. */
const words: ReadonlyMap<string, FeatureWords> = new Map([
  ["age", age],
  ["年龄", age],
  ["birth", { high: age.low, low: age.high, topic: "age" }],
  ["出生年份", { high: age.low, low: age.high, topic: "age" }],
  ["income", income],
  ["salary", income],
  ["earnings", income],
  ["收入", income],
  ["年收入", income],
  ["月收入", income],
  ["累计消费", spending],
  ["累计消费金额", spending],
  ["spend", spending],
  ["spent", spending],
  ["spending", spending],
  ["expenditure", spending],
  ["revenue", spending],
  ["消费", spending],
  ["消费金额", spending],
  ["消费评分", spending],
  ["recency", recency],
  ["order value", baskets],
  ["basket", baskets],
  ["客单价", baskets],
  ["tenure", tenure],
  ["orders", orders],
  ["frequency", orders],
  ["purchases", orders],
  ["订单数", orders],
  ["消费次数", orders],
  ["购买次数", orders],
  ["male", only("male", "男性")],
  ["female", only("female", "女性")],
  ["男", only("male", "男性")],
  ["女", only("female", "女性")],
  ["married", only("married", "已婚")],
  ["single", only("single", "单身")],
  ["divorced", only("divorced", "离异")],
  ["已婚", only("married", "已婚")],
  ["未婚", only("single", "未婚")],
]);

const qualifiers =
  /^(annual|yearly|monthly|total|average|avg|mean|score|customer|user|household|year|amount|of|in|the|num|number|count)$/;

/** Words for a column (or a category's value) by its name, where it is a usual one: "Annual Income (k$)" is income. */
export function knownWords(name: string): FeatureWords | null {
  const tokens = name
    .slice(0, 80)
    .replace(/[(（[][^()（）[\]]*[)）\]]/gu, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((token) => token !== "" && !qualifiers.test(token));
  return words.get(tokens.join(" ")) ?? null;
}

/** What the days since a date say of people, by the date's name: when they came, or when they were last here. */
export function wordsOfDate(name: string): FeatureWords | null {
  if (lastDate.test(name)) return recency;
  return firstDate.test(name) ? tenure : null;
}

const lastDate = /(?:^|[ _])(?:last|latest|recent)(?:[ _]|$)|最近|最后|末次|上次/i;
const firstDate =
  /sign(?:ed)?[-_ ]?up|regist|join|enrol|(?:customer|member) since|(?:^|[ _])first|(?:^|[ _])(?:customer|member)$|注册|入会|首次|开卡/i;

/** A count or a sum by its name: "Num web purchases" counts web purchases, "Mnt wines" is what was spent on wines. */
export function knownMeasure(label: string): { readonly kind: "count" | "spend"; readonly of: string } | null {
  if (/^(?:coupons|units|items|visits) ?(?:used|bought)?$/i.test(label)) return { kind: "count", of: label };
  const count = /^(?:num(?:ber)?|nr|no|count|cnt)(?: of)? (\S.*)$|^(\S.*) (?:count|cnt)$/i.exec(label);
  if (count) return { kind: "count", of: count[1] ?? count[2] ?? "" };
  const spend =
    /^(?:(?:amt|amount) spent|mnt|amt|amount|spent|spend|spending)(?: (?:of|on|in|for))? (\S.*)$|^(\S.*) (?:amt|spent|spend)$/i.exec(
      label,
    );
  const of = spend?.[1] ?? spend?.[2];
  return of === undefined || /^(?:spent|spend)$/i.test(of) || qualifiers.test(of.toLowerCase())
    ? null
    : { kind: "spend", of };
}

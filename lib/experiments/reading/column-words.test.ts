import { describe, expect, test } from "vitest";
import {
  armNameScore,
  isBadWhenHigh,
  isCovariateOf,
  readsLikeAssigned,
  readsLikeAttribute,
  readsLikeControl,
  readsLikeOutcome,
  readsLikeSegment,
  weightAsPrimary,
} from "./column-words.ts";

describe("a column's name says that it holds the variant", () => {
  test.each([
    [3, ["variant", "Variant", "ab_group", "AB Test", "testGroup", "experiment-group", "实验组", "分组", "方案名称"]],
    [2, ["group", "treated", "is_treatment", "campaign", "email_variant", "版本", "用户分组"]],
    [1, ["segment", "type", "age_group", "app version", "人群"]],
    [0, ["revenue", "city", "armband", "departments", "testimonial", "用户编号", ""]],
  ])("as much as %i of 3: %j", (score, names) => {
    for (const name of names) expect([name, armNameScore(name)]).toEqual([name, score]);
  });
});

describe("a variant reads like a control", () => {
  const controls = [
    "control",
    "Control Group",
    "No E-Mail",
    "holdout-10",
    "baseline",
    "A",
    "0",
    "FALSE",
    "without coupon",
  ];
  const chinese = ["对照组", "空白组", "不发券", "未触达", "无优惠", "原版", "控制组"];
  test.each([...controls, ...chinese])("%s", (name) => expect(readsLikeControl(name)).toBe(true));

  const treatments = ["new", "Mens E-Mail", "B", "1", "notification", "normal", "nostalgia", "cart", "uncontrolled"];
  const offers = [
    "无门槛券",
    "不限量红包",
    "无理由退货",
    "未来会员价",
    "不同文案",
    "No minimum spend",
    "发券",
    "实验组",
  ];
  test.each([...treatments, ...offers])("not %s", (name) => expect(readsLikeControl(name)).toBe(false));
});

describe("a column is an outcome", () => {
  test.each([
    "visit",
    "converted",
    "TotalSpend",
    "gmv_7d",
    "retention_7",
    "add to cart",
    "点击数",
    "成交金额",
    "7日留存",
  ])("%s", (name) => expect(readsLikeOutcome(name)).toBe(true));

  test.each([
    "age",
    "gender",
    "history",
    "prior purchases",
    "spend_before",
    "last order",
    "order_id",
    "历史消费",
    "注册城市",
  ])("or what people were before it: %s", (name) => {
    expect(readsLikeOutcome(name)).toBe(false);
    expect(readsLikeAttribute(name)).toBe(true);
  });

  test("never both at once", () => {
    for (const name of ["history_spend", "近30天消费", "活动前订单", "pre_revenue", "orders", "revenue", "访问次数"])
      expect([name, readsLikeOutcome(name) && readsLikeAttribute(name)]).toEqual([name, false]);
  });
});

test("what is bad when it is high: refunds and their like, and nothing that only holds such a word", () => {
  const bad = ["refunds", "unsubscribed", "return", "bounce_rate", "latency_ms", "退款率", "流失", "投诉数"];
  const good = ["returning visitors", "orders", "消费"];
  for (const name of bad) expect([name, isBadWhenHigh(name)]).toEqual([name, true]);
  for (const name of good) expect([name, isBadWhenHigh(name)]).toEqual([name, false]);
});

test("one decides by orders before money, by money before staying, by the longest staying, by harm last", () => {
  const inOrder = ["converted", "revenue", "retention_30", "retention_7", "retention_1", "visits", "refunds"];
  const weights = inOrder.map(weightAsPrimary);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  expect(new Set(weights).size).toBe(weights.length);
  expect(weightAsPrimary("留存 day 999999")).toBeLessThan(weightAsPrimary("消费"));
});

describe("a covariate", () => {
  test.each([
    ["revenue_before", "revenue"],
    ["pre_period_revenue", "revenue"],
    ["prior orders", "orders"],
    ["活动前消费", "消费"],
    ["Revenue Pre-Experiment", "revenue"],
  ])("%s holds of the time before what %s holds", (name, metric) => {
    expect(isCovariateOf(name, metric)).toBe(true);
  });

  test.each([
    ["revenue", "revenue"],
    ["orders_before", "revenue"],
    ["prediction", "diction"],
    ["before", "$"],
    ["pre_revenue_score", "revenue"],
  ])("%s is none of %s", (name, metric) => {
    expect(isCovariateOf(name, metric)).toBe(false);
  });
});

test("segments and the time of assignment have names of their own", () => {
  expect(["segment", "Cluster", "客群", "persona"].every(readsLikeSegment)).toBe(true);
  expect(["segments of fruit", "sub segment", "sales"].some(readsLikeSegment)).toBe(false);
  expect(["assigned_at", "exposedAt", "randomised on", "入组时间"].every(readsLikeAssigned)).toBe(true);
  expect(["created_at", "order_date", "下单时间"].some(readsLikeAssigned)).toBe(false);
});

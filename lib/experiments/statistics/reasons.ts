import type { Localised } from "../../core/localised.ts";

/** Why there is no number: sentences for people. */
export const reasons = {
  nobody: {
    en: "A variant has no users.",
    zh: "有一组没有用户。",
  },
  fewerThanTwo: {
    en: "A variant has fewer than two users, so nothing says how much they vary.",
    zh: "有一组不足两名用户，无法估计波动。",
  },
  constant: {
    en: "The values do not vary within the variants, so there is no range to tell.",
    zh: "各组内的取值完全相同，无法给出区间。",
  },
  unknownVariance: {
    en: "The sum of squares is missing, so nothing says how much users vary.",
    zh: "缺少平方和，无法估计波动。",
  },
  noValues: {
    en: "The users' values are not at hand, only their sums.",
    zh: "只有汇总数据，没有逐用户的取值。",
  },
  controlNotPositive: {
    en: "The control's mean is not above 0, so there is no relative lift.",
    zh: "对照组均值不大于 0，无法计算相对提升。",
  },
  unboundedLift: {
    en: "The control's mean cannot be told from 0, so the relative lift has no bounds.",
    zh: "对照组均值与 0 无法区分，相对提升没有上下界。",
  },
  constantCovariate: {
    en: "The covariate does not vary, so it explains nothing.",
    zh: "协变量没有变化，起不到解释作用。",
  },
  smallStratum: {
    en: "A segment has fewer than two users in a variant.",
    zh: "某个人群在某一组中不足两名用户。",
  },
  noEvents: {
    en: "Nobody, or everybody, in both variants: there is nothing to compare.",
    zh: "两组中无人或全员发生，没有可比较的差异。",
  },
  notAShare: {
    en: "Values other than 0 and 1 are no share of users.",
    zh: "取值不全是 0 或 1，不能作为比例。",
  },
  noDenominator: {
    en: "The denominator adds up to 0 in a variant.",
    zh: "有一组的分母合计为 0。",
  },
  tiedQuantile: {
    en: "So many users share this value that the quantile has no range.",
    zh: "取该值的用户过多，无法给出分位数的区间。",
  },
  tooFewForSequence: {
    en: "Too few users have the event for a range that holds at every look.",
    zh: "发生该事件的用户太少，无法给出随时有效的区间。",
  },
  fewerUsers: {
    en: "This look has fewer users than the one before.",
    zh: "本次查看的用户数少于上一次。",
  },
  alphaSpent: {
    en: "An earlier look had all the planned users: the test had ended there.",
    zh: "之前的查看已达到计划用户数，实验在那时已经结束。",
  },
  noLook: {
    en: "This is none of the planned looks, so no error is left for it.",
    zh: "这不是计划内的查看，没有可用的错误率。",
  },
  notStopped: {
    en: "The test goes on: this number is told once it has stopped.",
    zh: "实验尚未停止；停止后才给出该数值。",
  },
  tooSkewed: {
    en: "A few very large values dominate, and there are too few users for a range that can be trusted.",
    zh: "少数极大值主导了结果，用户数不足以给出可信的区间。",
  },
} as const satisfies Record<string, Localised>;

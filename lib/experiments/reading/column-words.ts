import { wordsOf } from "../../ingest/detection/role-names.ts";

/** What names and values of a test's columns say. All patterns are over `wordsOf`: lower case, words apart. */

const armNames: readonly (readonly [number, RegExp])[] = [
  [
    3,
    /^(?:arm|variant|variation|treatment|test ?group|experiment ?group|ab ?group|ab ?test|bucket|实验组|实验分组|分组|组别|变体|实验版本|方案|分桶)(?: ?(?:name|id|名称))?$/,
  ],
  [
    2,
    /^(?:group|version|cell|cohort|condition|experiment|assignment|assigned|treated|is treatment|treat|exposed|campaign|test|版本|组|分流|实验)$/,
  ],
  [2, /(?:^| )(?:variant|variation|treatment|arm|bucket)(?: |$)|实验组|对照组|分组/],
  [1, /^(?:segment|segments|type|人群)$|(?:^| )(?:group|version)(?: |$)/],
];

/** “No threshold”, “不限量” and “无门槛” begin like a control, and are what a coupon is praised for. */
const controlValue =
  /^(?:control|ctrl|c|baseline|base|original|default|holdout|hold out|held back|placebo|status quo|none|a|0|false|no|off|untreated|not treated|无|对照|对照组|控制组|空白组|空白|原版|旧版|否)$|(?:^| )(?:control|ctrl|holdout|baseline)(?: |$)|^no(?:t)? (?!minimum|limit|threshold)|^without (?!minimum|limit|threshold)|对照|空白|^不(?!限|同|止)|^未(?!来)|^无(?!门槛|限|理由|忧)/;

const outcome =
  /visit|conver|purchas|order|bought|(?:^| )buy|spend|spent|revenue|(?:^| )sales|gmv|turnover|amount|margin|profit|click|(?:^| )open|reten|retain|(?:^| )active|churn|session|rounds|play|subscrib|sign ?up|refund|return|basket|checkout|add(?:ed)? to cart|page ?views|duration|latency|转化|购买|下单|订单|成交|消费|支付|金额|营收|收入|销售额|毛利|点击|打开|留存|活跃|流失|访问|浏览|加购|退款|退货|时长|次数|复购/;

const attribute =
  /^(?:age|gender|sex|recency|history|tenure|newbie|new customer|city|country|region|channel|zip|level|tier|score)|(?:^| )(?:pre|before|prior|past|previous|last|history|historical|baseline|id|code)(?: |$)|年龄|性别|等级|渠道|历史|之前|活动前|实验前|近\d+|城市|地区|编号/;

const badWhenHigh =
  /churn|refund|return(?:s|ed)?(?: |$)|unsubscrib|cancel|bounce|error|complain|latency|流失|退款|退货|退订|取消|投诉|错误/;

const money = /revenue|spend|spent|sales|gmv|turnover|amount|margin|profit|消费|支付|金额|营收|收入|销售额|毛利/;
const order = /conver|purchas|order|bought|(?:^| )buy|转化|购买|下单|成交/;
const kept = /reten|retain|留存|复购/;

/** 0…3: how much a column's name says that it holds the variant. */
export function armNameScore(name: string): number {
  const words = wordsOf(name);
  return armNames.find(([, pattern]) => pattern.test(words))?.[0] ?? 0;
}

/** Does a variant's name read like a control group's? */
export function readsLikeControl(value: string): boolean {
  return controlValue.test(wordsOf(value));
}

export function readsLikeOutcome(name: string): boolean {
  return outcome.test(wordsOf(name)) && !readsLikeAttribute(name);
}

/** What somebody was or did before the test. */
export function readsLikeAttribute(name: string): boolean {
  return attribute.test(wordsOf(name));
}

export function isBadWhenHigh(name: string): boolean {
  return badWhenHigh.test(wordsOf(name));
}

/** Which metric a shop would decide by: orders before money, money before staying (the longer the better), all before the rest. */
export function weightAsPrimary(name: string): number {
  const words = wordsOf(name);
  if (isBadWhenHigh(name)) return 0;
  if (order.test(words)) return 3;
  if (money.test(words)) return 2;
  const days = Number(/\d{1,3}/.exec(words)?.[0] ?? 0);
  return kept.test(words) ? 1 + days / 1000 : 0.5;
}

/** Does `name` hold what `metric` holds, of the time before the test? */
export function isCovariateOf(name: string, metric: string): boolean {
  const before =
    /(?:^| )(?:pre|before|prior|past|previous|baseline)(?: (?:period|experiment|test))?(?: |$)|活动前|实验前|历史/;
  const words = wordsOf(name);
  if (!before.test(words)) return false;
  const rest = words.replace(before, " ").replaceAll(/\s+/g, " ").trim();
  return rest !== "" && rest === wordsOf(metric);
}

export function readsLikeSegment(name: string): boolean {
  return /^(?:segment|cluster|segment name|persona|人群|分群|客群)$/.test(wordsOf(name));
}

export function readsLikeAssigned(name: string): boolean {
  return /assign|exposed|enrol|randomi[sz]|bucketed|入组|分组时间|分流时间|曝光时间/.test(wordsOf(name));
}

import { describe, expect, it } from "vitest";
import type { FixedCondition } from "../clustering/rules-schema.ts";
import type { FeatureInfo } from "../features/schema.ts";
import { describeFixed } from "./fixed-line.ts";
import { tellFixed } from "./fixed-verdict.ts";
import { rows, users } from "./people.ts";
import type { Verdict } from "./schema.ts";

const feature = (id: string, en: string, zh: string, unit: FeatureInfo["unit"]) =>
  ({ id, label: { en, zh }, unit, decimals: 1 }) as FeatureInfo;
const features = [
  feature("monetary", "Spend", "消费金额", "money"),
  feature("frequency", "Orders", "订单数", "orders"),
  feature("return-rate", "Return rate", "退货率", "share"),
  feature("newsletter", "Newsletter", "订阅", "yes-no"),
  feature("country=France", "Country: France", "国家：法国", "yes-no"),
];
const lineOf = (...where: FixedCondition[]) => describeFixed({ where }, features, "GBP");

describe("describeFixed", () => {
  it.each([
    [{ feature: "monetary", atLeast: 1000 }, "By rule: Spend at least £1,000", "按规则：消费金额不低于 £1,000"],
    [{ feature: "monetary", atMost: 1234.5 }, "By rule: Spend at most £1,234.5", "按规则：消费金额不超过 £1,234.5"],
    [{ feature: "frequency", atLeast: 2, atMost: 5 }, "By rule: Orders from 2 to 5", "按规则：订单数介于 2 与 5 之间"],
    [{ feature: "return-rate", atLeast: 0.055 }, "By rule: Return rate at least 5.5%", "按规则：退货率不低于 5.5%"],
    [{ feature: "newsletter", is: true }, "By rule: Newsletter yes", "按规则：订阅为 是"],
    [{ feature: "country", is: "france" }, "By rule: Country: France", "按规则：国家：法国"],
  ])("says %j with nothing rounded away", (condition, en, zh) => {
    expect(lineOf(condition)).toEqual({ en, zh });
  });

  it("joins conditions, and tells a list from a rule", () => {
    expect(lineOf({ feature: "monetary", atLeast: 100 }, { feature: "frequency", is: 3 }).en).toBe(
      "By rule: Spend at least £100 and Orders 3",
    );
    expect(describeFixed({ where: null }, features, null)).toEqual({ en: "By a list of users", zh: "按用户名单" });
  });
});

describe("tellFixed", () => {
  const verdict = { detail: { en: "Width 0.3.", zh: "轮廓 0.3。" } } as Verdict;

  it("says of whom the verdict does not speak", () => {
    const fixed = [{ name: { en: "VIP", zh: "贵宾" }, size: 1200 }];
    expect(tellFixed(verdict, fixed, users).detail).toEqual({
      en: "Width 0.3. Fixed by people, so that no figure of fit speaks of them: VIP (1,200).",
      zh: "轮廓 0.3。由人指定、不参与上述检验的人群：贵宾（1,200 人）。",
    });
    expect(tellFixed(verdict, fixed, rows).detail.zh).toMatch(/贵宾（1,200 行）。$/);
  });

  it("leaves it as it is where there is none", () => {
    expect(tellFixed(verdict, [], users)).toBe(verdict);
  });
});

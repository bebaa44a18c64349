import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnLabel, columnWords, inSentence } from "./column-label.ts";
import { columnNames } from "./column-names.ts";

describe("columnLabel", () => {
  it.each([
    ["NumWebVisitsMonth", "Num web visits month"],
    ["num_web_purchases", "Num web purchases"],
    ["MntWines", "Mnt wines"],
    ["nps_score", "NPS score"],
    ["CRMScore", "CRM score"],
    ["AcceptedCmp3", "Accepted cmp3"],
    ["Z_CostContact", "Z cost contact"],
    ["od280/od315_of_diluted_wines", "Od280/od315 of diluted wines"],
    ["Web Visits", "Web Visits"],
    ["petal length (cm)", "petal length (cm)"],
    ["kidhome", "Kidhome"],
    ["x", "x"],
    ["  a\u202eb\n c ", "a b c"],
    ["__proto__", "Proto"],
    ["", "?"],
  ])("reads %j as %s", (name, label) => {
    expect(columnLabel(name)).toEqual({ en: label, zh: label });
  });

  it.each([
    ["Age", "Age", "年龄"],
    ["total_orders", "Total orders", "订单数"],
    ["Annual Income (k$)", "Annual Income (k$)", "年收入（k$）"],
    ["会员等级", "Loyalty tier", "会员等级"],
    ["累计消费金额（元）", "Total spend (元)", "累计消费金额（元）"],
    ["VIP等级", "Loyalty tier", "VIP等级"],
    ["signup_date", "Signup date", "注册时间"],
  ])("says %s in both languages", (name, en, zh) => {
    expect(columnLabel(name)).toEqual({ en, zh });
  });

  it("gives every name a label in one line, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (name) => {
        for (const label of Object.values(columnLabel(name))) {
          expect(label).not.toBe("");
          expect(label).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });
});

it.each([
  ["Signup date", "signup date"],
  ["Web Visits", "Web Visits"],
  ["NPS score", "NPS score"],
  ["x", "x"],
  ["年龄", "年龄"],
])("says %s within a sentence as %s", (label, said) => {
  expect(inSentence(label)).toBe(said);
});

it("knows no spelling under two names", () => {
  const spellings = columnNames.flatMap((row) => [...new Set(row.map(columnWords))]);
  expect(spellings.filter((spelling, at) => spellings.indexOf(spelling) !== at)).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { boundsOf } from "../clustering/fixed/match-users.ts";
import { FixedSegment } from "../clustering/rules-schema.ts";
import { conditionsAsFixed, nameAsFixed } from "./as-fixed.ts";
import { waysToFix } from "./segment-schema.ts";

const features = [
  { id: "monetary", unit: "money" },
  { id: "recency", unit: "days" },
  { id: "country=France", unit: "yes-no" },
  { id: "newsletter", unit: "yes-no" },
] as const;
const least = (feature: string, value: number) => ({ feature, side: "least" as const, value });
const most = (feature: string, value: number) => ({ feature, side: "most" as const, value });

describe("conditionsAsFixed", () => {
  it.each([
    ["a bound", [least("monetary", 500)], [{ feature: "monetary", atLeast: 500 }]],
    [
      "two features, one of them from both sides, by the narrower bound",
      [least("recency", 3), most("monetary", 900), least("recency", 7), most("recency", 30)],
      [
        { feature: "recency", atLeast: 7, atMost: 30 },
        { feature: "monetary", atMost: 900 },
      ],
    ],
    ["a value of a category", [least("country=France", 1)], [{ feature: "country", is: "France" }]],
    ["a value that it is not", [most("country=France", 0)], [{ feature: "country=France", is: false }]],
    ["a yes", [least("newsletter", 1)], [{ feature: "newsletter", is: true }]],
    ["a no", [most("newsletter", 0)], [{ feature: "newsletter", is: false }]],
  ])("says %s as a fixed segment does", (_, conditions, expected) => {
    const where = conditionsAsFixed({ conditions }, features);
    expect(where).toEqual(expected);
    // The stage takes it as it is.
    const fixed = FixedSegment.parse({ name: "VIP", where });
    expect(boundsOf([fixed], features)[0]).toHaveLength(expected.length);
  });

  it("asks the same of people as the rule did", () => {
    const where = conditionsAsFixed({ conditions: [most("country=France", 0), least("newsletter", 1)] }, features);
    expect(boundsOf([{ name: "Abroad", where }], features)).toEqual([
      [
        { feature: "country=France", low: 0, high: 0 },
        { feature: "newsletter", low: 1, high: 1 },
      ],
    ]);
  });
});

describe("nameAsFixed", () => {
  const given = { en: "Frequent buyers", zh: "高频买家" };
  it("is what people call it, else what Clade does, in both languages", () => {
    expect(nameAsFixed("VIP", given)).toBe("VIP");
    expect(nameAsFixed(null, given)).toEqual(given);
  });

  it("fits into a rule's name", () => {
    const long = nameAsFixed(null, { en: "Very frequent buyers ".repeat(6).trim(), zh: "买家" });
    expect(FixedSegment.safeParse({ name: long, users: ["1"] }).success).toBe(true);
  });
});

it("is offered only in ways that work", () => {
  expect(waysToFix(100_000, true)).toEqual(["members", "rule"]);
  expect(waysToFix(100_001, true)).toEqual(["rule"]);
  expect(waysToFix(20, false)).toEqual(["members"]);
  expect(waysToFix(100_001, false)).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { countEn, sharePart, sharePeople } from "./fractions.ts";
import { knownMeasure, knownWords, wordsOfDate } from "./lexicon.ts";

const customers = { en: "customers", zh: "客户" };

describe("usual words for a column", () => {
  test.each([
    ["Annual Income (k$)", "high-income"],
    ["yearlySalary", "high-income"],
    ["Spending Score (1-100)", "high-spending"],
    ["total_spend", "high-spending"],
    ["消费金额", "high-spending"],
    ["年收入（元）", "high-income"],
    ["Customer Age", "older"],
    ["average order value", "big-basket"],
    ["Number of Orders", "frequent"],
  ])("%s: who has much of it is %s", (name, high) => {
    expect(knownWords(name)?.high.en).toBe(high);
  });

  test("turn round where less of the column means more of it: the year of birth", () => {
    const [birth, age] = [knownWords("Year of birth"), knownWords("age")];
    expect([birth?.high, birth?.low]).toEqual([age?.low, age?.high]);
  });

  test("of a category's value are the same, whether it is high or low", () => {
    expect(knownWords("Female")?.high).toEqual(knownWords("Female")?.low);
    expect(knownWords("未婚")?.high.zh).toBe("未婚");
  });

  test.each([
    "",
    "x",
    "income tax",
    "age group",
    "total",
    "constructor",
    "__proto__",
    "a".repeat(500),
    "(only a unit)",
  ])("are not made up for “%s”", (name) => expect(knownWords(name)).toBeNull());
});

test("a date tells of the last time or the first, by its name; one that tells neither is left alone", () => {
  for (const name of ["Last purchase", "latest_login", "最近下单时间", "last_seen"])
    expect(wordsOfDate(name)?.topic).toBe("time");
  for (const name of ["Signup date", "registered_at", "first_order", "Dt_Customer", "注册时间", "Member since"])
    expect(wordsOfDate(name)?.topic).toBe("tenure");
  for (const name of ["date", "lasting", "birthday", "updated_at", ""]) expect(wordsOfDate(name)).toBeNull();
});

test("a measure is a count or a sum of what its name says", () => {
  expect(["Num web purchases", "number of visits", "orders count", "items bought"].map(knownMeasure)).toEqual([
    { kind: "count", of: "web purchases" },
    { kind: "count", of: "visits" },
    { kind: "count", of: "orders" },
    { kind: "count", of: "items bought" },
  ]);
  expect(["Mnt wines", "Amount spent on gold", "fish amt"].map(knownMeasure)).toEqual([
    { kind: "spend", of: "wines" },
    { kind: "spend", of: "gold" },
    { kind: "spend", of: "fish" },
  ]);
  expect(["total spend", "wines", "numb", "discount", "amount", "amount spent"].map(knownMeasure)).toEqual(
    new Array(6).fill(null),
  );
});

describe("shares in words", () => {
  test("of people are said as one in so many where that is true within a twentieth", () => {
    expect(sharePeople(0.2, customers)).toEqual({
      text: { en: "One customer in five", zh: "20% 的客户" },
      plural: false,
    });
    expect(sharePeople(0.209, customers).text.en).toBe("One customer in five");
    expect(sharePeople(0.22, customers)).toEqual({
      text: { en: "22\u00a0% of customers", zh: "22% 的客户" },
      plural: true,
    });
  });

  test("of people are one thing alone: no share is said as two fractions", () => {
    for (let share = 0.001; share < 1; share += 0.001) {
      const { text, plural } = sharePeople(share, customers);
      expect(text.en).toMatch(plural ? /^\d.* of customers$/ : /^One customer in [a-z ]+$/);
    }
  });

  test("of money are simple fractions within a point, the same in both languages", () => {
    expect([0.25, 0.33, 0.505, 0.66, 0.745].map((share) => sharePart(share).en)).toEqual([
      ...["a quarter", "a third", "half", "two thirds", "three quarters"],
    ]);
    expect(sharePart(0.33).zh).toBe("三分之一");
    expect(sharePart(0.29)).toEqual({ en: "29\u00a0%", zh: "29%" });
    expect(sharePart(0.004)).toEqual({ en: "0.4\u00a0%", zh: "0.4%" });
  });

  test("counts open a sentence as words up to twelve", () => {
    expect([0, 1, 12, 13, 2000].map(countEn)).toEqual(["Zero", "One", "Twelve", "13", "2000"]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  besideChinese,
  decimalsOf,
  exactDecimals,
  isCurrency,
  joinNames,
  type MetricSubject,
  nameMetric,
  quoteArm,
  writeBareSize,
  writeLevels,
  writeP,
  writeRange,
  writeSize,
} from "./wording-amounts.ts";

const visit: MetricSubject = { name: "visit", type: "proportion", unit: null };
const spend: MetricSubject = { name: "spend", type: "mean", unit: "USD" };
const weight: MetricSubject = { name: "basket_weight", type: "ratio", unit: "kg" };
const digits = (text: string) => text.match(/\d[\d,.]*/g) ?? [];

describe("a metric in a sentence", () => {
  test.each([
    [visit, "visit", " visit "],
    [spend, "spend a user", "人均 spend "],
    [weight, "basket weight", " basket weight "],
    [{ ...spend, type: "quantile", quantile: 0.5 }, "the median of spend", " spend 的中位数"],
    [{ ...spend, type: "quantile", quantile: 0.9 }, "the 90\u00a0% quantile of spend", " spend 的 90% 分位数"],
    [{ ...spend, type: "quantile", quantile: 0.025 }, "the 2.5\u00a0% quantile of spend", " spend 的 2.5% 分位数"],
    [{ ...visit, name: "下单" }, "下单", "下单"],
    [{ ...spend, name: "\u202e</b>\n" }, "</b> a user", "人均 </b> "],
  ] as const)("%j", (subject, en, zh) => {
    expect(nameMetric(subject)).toEqual({ en, zh });
  });

  test("is cut where its name is a novel", () => {
    const { en, zh } = nameMetric({ ...visit, name: "visits of the shop ".repeat(20) });
    expect(en).toMatch(/^visits of the shop .*…$/);
    expect(Math.max(en.length, zh.trim().length)).toBeLessThanOrEqual(40);
  });
});

test("Latin stands apart from Chinese, Chinese does not", () => {
  expect(["visit", "下单", "下单 rate", "GMV 总额", "long na…"].map(besideChinese)).toEqual([
    " visit ",
    "下单",
    "下单 rate ",
    " GMV 总额",
    " long na… ",
  ]);
});

describe("sizes", () => {
  test("have no sign, and a singular where English has one", () => {
    expect(writeSize(-0.01, visit, 0)).toEqual({ en: "1 percentage point", zh: " 1 个百分点" });
    expect(writeSize(0.01, visit, 1).en).toBe("1.0 percentage points");
    expect(writeSize(-0.42, spend, 2)).toEqual({ en: "$0.42", zh: " $0.42" });
    expect(writeSize(1234.5, weight, 1).en).toBe("1,234.5\u00a0kg");
    expect(writeBareSize(-0.045, visit, 1)).toBe("4.5");
  });

  test("a unit that is no currency stands behind, short and harmless", () => {
    expect(writeBareSize(3, { ...weight, unit: "minutes_of_watching_{x}" }, 0)).toBe("3\u00a0minutes of…");
    expect([..."$¥€"].map(isCurrency)).toEqual([true, true, true]);
    expect([null, "kg", "usd", "USDT", ""].map(isCurrency)).toEqual([false, false, false, false, false]);
  });

  test("ranges go from the near end to the far one, and stay open where there is no end", () => {
    expect(writeRange(-0.052, -0.039, visit, 1)).toEqual({ en: "3.9 to 5.2", zh: "3.9～5.2" });
    expect(writeRange(0.5, Number.POSITIVE_INFINITY, spend, 2)).toEqual({ en: "at least $0.50", zh: "至少 $0.50" });
    expect(writeRange(Number.NEGATIVE_INFINITY, -2, weight, 0).en).toBe("at least 2\u00a0kg");
  });

  test("a range and its mirror image read alike", () => {
    const bound = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(bound, bound, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(writeRange(-high, -low, spend, 2)).toEqual(writeRange(low, high, spend, 2));
      }),
    );
  });
});

describe("levels", () => {
  test("are counted among as few users as have one", () => {
    expect(writeLevels(0.106, 0.183, visit, 1)).toEqual({
      en: "18.3 in 100 users, against 10.6",
      zh: "每 100 名用户中由 10.6 名升至 18.3 名",
    });
    expect(writeLevels(0.0042, 0.003, visit, 2)).toEqual({
      en: "3.0 in 1,000 users, against 4.2",
      zh: "每 1,000 名用户中由 4.2 名降至 3.0 名",
    });
    expect(writeLevels(0, 0.000_02, visit, 3).en).toBe("2 in 100,000 users, against 0");
  });

  test("carry the same figures in both languages, and the way they went", () => {
    const share = fc.double({ min: 1e-5, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.constantFrom(visit, spend, weight), (control, arm, subject) => {
        const { en, zh } = writeLevels(control, arm, subject, 2);
        expect(digits(zh).toSorted()).toEqual(digits(en).toSorted());
        expect(zh).toContain(arm > control ? "升至" : "降至");
        expect(`${en}${zh}`).not.toMatch(/NaN|–/);
      }),
    );
  });
});

test("p values keep two figures that matter, and never claim 0", () => {
  expect([0, 0.0009, 0.001, 0.034, 0.0999, 0.1, 0.456, 1].map(writeP)).toEqual([
    ...["p < 0.001", "p < 0.001", "p = 0.001", "p = 0.034", "p = 0.100", "p = 0.10", "p = 0.46", "p = 1.00"],
  ]);
});

describe("decimals", () => {
  test("of what somebody entered are those it has", () => {
    expect([0.02, 0.025, 0.0001, 0.1 + 0.2].map((entered) => exactDecimals(visit, entered))).toEqual([0, 1, 2, 0]);
    expect([5, 0.5, 0.125].map((entered) => exactDecimals(spend, entered))).toEqual([2, 2, 3]);
    expect(exactDecimals(weight, 1 / 3)).toBe(6);
  });

  test("show any number that is not 0 as not 0, without a thousand digits", () => {
    const size = fc.double({ min: 1e-11, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(size, size, size, fc.constantFrom(visit, spend, weight), (a, b, half, subject) => {
        const decimals = decimalsOf(subject, [a, -b], half);
        for (const value of [a, -b]) expect(writeBareSize(value, subject, decimals)).toMatch(/[1-9]/);
        expect(decimals).toBeLessThanOrEqual(12);
      }),
    );
  });

  test("take no notice of what is infinite or unknown", () => {
    expect(decimalsOf(weight, [Number.NaN, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY)).toBe(0);
    expect(decimalsOf(weight, [12.3, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY)).toBe(0);
    expect(decimalsOf(spend, [12.3], Number.NaN)).toBe(2);
  });
});

test("a list of names has no hole, whatever its length", () => {
  const named = (count: number) => Array.from({ length: count }, (_, i) => ({ en: `m${i}`, zh: ` m${i} ` }));
  expect(joinNames([]).en).toBe("");
  expect(joinNames(named(1))).toEqual({ en: "m0", zh: " m0 " });
  expect(joinNames(named(2))).toEqual({ en: "m0 and m1", zh: " m0、m1 " });
  expect(joinNames(named(40)).en).toBe("m0, m1, m2 and 37 others");
});

test("an arm is never without a name", () => {
  expect(["", " ", "\u200b", "\t\u2028"].map(quoteArm)).toEqual(["“?”", "“?”", "“?”", "“?”"]);
});

test("a mean that says per user already is not told so twice", () => {
  const mean = (name: string) => nameMetric({ name, type: "mean", unit: null });
  expect(mean("spend")).toEqual({ en: "spend a user", zh: "人均 spend " });
  expect(mean("Margin per user")).toEqual({ en: "Margin per user", zh: " Margin per user " });
  expect(mean("人均销售额").zh).toBe("人均销售额");
});

test("the house's own metrics are called in the reader's language, whichever they were made in; the shop's as the shop writes", () => {
  const name = { en: "Revenue per user", zh: "人均销售额" };
  for (const own of Object.values(name)) expect(nameMetric({ name: own, type: "mean", unit: null })).toEqual(name);
  expect(nameMetric({ name: "下单率", type: "proportion", unit: null })).toEqual({ en: "Order rate", zh: "下单率" });
  expect(nameMetric({ name: "Revenue", type: "proportion", unit: null }).zh).toBe(" Revenue ");
});

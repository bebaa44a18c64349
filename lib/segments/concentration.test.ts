import { describe, expect, it } from "vitest";
import { describeConcentration } from "./concentration.ts";
import { countEn, sharePart, sharePeople } from "./fractions.ts";

const customers = { en: "customers", zh: "客户" };
const segment = (share: number, revenueShare: number | null, name = "Big spenders") => ({
  name: { en: name, zh: "高消费客户" },
  share,
  revenueShare,
});

describe("describeConcentration", () => {
  it("names the segment that brings the most beyond its share", () => {
    const { sentence, differs } = describeConcentration(
      [segment(0.95, 0.75, "Others"), segment(0.05, 0.25)],
      customers,
    );
    expect(differs).toBe(true);
    expect(sentence.en).toBe("One customer in twenty brings a quarter of the revenue: “Big spenders”.");
    expect(sentence.zh).toBe("5% 的客户（“高消费客户”）贡献了四分之一的收入。");
  });

  it("says so where a few wholesale-sized customers bring most of it, unless they are kept apart", () => {
    const segments = [segment(0.7, 0.01, "Others"), segment(0.3, 0.99)];
    const giant = { users: 1, revenueShare: 0.97, threshold: 1e5, apart: false };
    expect(describeConcentration(segments, customers, giant).sentence).toEqual({
      en: "One wholesale-sized customer alone brings 97\u00a0% of the revenue.",
      zh: "仅 1 位批发级客户就贡献了 97% 的收入。",
    });
    const few = { ...giant, users: 3, revenueShare: 0.5 };
    expect(describeConcentration(segments, customers, few).sentence.en).toMatch(/^Three .* customers alone bring half/);
    for (const other of [
      { ...giant, apart: true },
      { ...giant, revenueShare: 0.117 },
    ]) {
      expect(describeConcentration(segments, customers, other).sentence.en).toContain("“Big spenders”");
    }
  });

  it("names who is in no segment where they bring most beyond their share", () => {
    const segments = [segment(0.6, 0.2, "Others"), segment(0.006, 0.01)];
    const rest = describeConcentration(segments, customers, null, { share: 0.37, revenueShare: 0.79 });
    expect(rest.sentence).toEqual({
      en: "37\u00a0% of customers, in no segment, bring 79\u00a0% of the revenue.",
      zh: "37% 的客户未归入任何人群，但贡献了 79% 的收入。",
    });
    const modest = { share: 0.37, revenueShare: 0.37 };
    expect(describeConcentration(segments, customers, null, modest).sentence.en).toContain("“Big spenders”");
  });

  it("does not say that nobody brings it where they are very few", () => {
    const { sentence } = describeConcentration([segment(0.9998, 0.7, "Others"), segment(0.0002, 0.3)], customers);
    expect(sentence).toEqual({
      en: "Fewer than 0.1\u00a0% of customers bring 30\u00a0% of the revenue: “Big spenders”.",
      zh: "不到 0.1% 的客户（“高消费客户”）贡献了 30% 的收入。",
    });
  });

  it("keeps to per cent where no simple fraction is near", () => {
    const { sentence } = describeConcentration([segment(0.37, 0.81), segment(0.63, 0.19, "Others")], customers);
    expect(sentence.en).toBe("37\u00a0% of customers bring 81\u00a0% of the revenue: “Big spenders”.");
    expect(sentence.zh).toBe("37% 的客户（“高消费客户”）贡献了 81% 的收入。");
  });

  it("speaks of size where there is no money", () => {
    const people = { en: "users", zh: "用户" };
    const { sentence, differs } = describeConcentration(
      [segment(0.41, null, "Typical users"), segment(0.59, null)],
      people,
    );
    expect(differs).toBe(false);
    expect(sentence.en).toBe("The largest, “Big spenders”, holds 59\u00a0% of users.");
  });

  it("does not make much of a small lead", () => {
    expect(describeConcentration([segment(0.5, 0.6), segment(0.5, 0.4)], customers).differs).toBe(false);
  });

  it("stands refunds above sales and no segments at all", () => {
    expect(describeConcentration([segment(0.5, 1.2), segment(0.5, -0.2)], customers).sentence.en).toContain(
      "120\u00a0%",
    );
    expect(describeConcentration([], customers).sentence).toEqual({ en: "", zh: "" });
  });
});

it.each([
  [0.05, "One customer in twenty"],
  [0.185, "19\u00a0% of customers"],
  [0.2, "One customer in five"],
  [0.34, "One customer in three"],
  [0.01, "One customer in a hundred"],
  [0.003, "0.3\u00a0% of customers"],
])("says a share of %d as %s", (share, text) => {
  expect(sharePeople(share, customers).text.en).toBe(text);
});

it.each([
  [0.25, "a quarter"],
  [0.331, "a third"],
  [0.345, "35\u00a0%"],
  [0.5, "half"],
  [0.67, "two thirds"],
  [0.71, "71\u00a0%"],
])("says a part of %d as %s", (share, text) => {
  expect(sharePart(share).en).toBe(text);
});

it("counts in words up to twelve", () => {
  expect([1, 5, 12, 13].map(countEn)).toEqual(["One", "Five", "Twelve", "13"]);
});

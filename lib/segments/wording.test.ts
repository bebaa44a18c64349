import { describe, expect, it } from "vitest";
import type { Localised } from "../core/localised.ts";
import type { FeatureInfo, Unit } from "../features/schema.ts";
import { knownWords } from "./lexicon.ts";
import { rows, users } from "./people.ts";
import { splitCategory, wordFeature } from "./wording.ts";

function feature(label: string, unit: Unit, words: FeatureInfo["words"] = null): FeatureInfo {
  const treatment = { use: true, log: false, winsorise: 0, scale: "standard" } as const;
  const text = { en: label, zh: label.replace(": ", "：") };
  return {
    id: label,
    label: text,
    help: text,
    unit,
    decimals: 0,
    coverage: 1,
    treatment,
    inMatrix: true,
    leftOut: null,
    words,
  };
}

const orders = { high: { en: "frequent", zh: "高频" }, low: { en: "occasional", zh: "低频" } };

function say(
  info: FeatureInfo,
  high: boolean,
  mean: number,
  overallMean: number,
  median = mean,
  people: Localised = users,
) {
  const own = { mean, median, standardised: high ? 1 : -1 };
  const overall = { mean: overallMean, median: overallMean, standardised: 0 };
  const wording = wordFeature({ feature: info, index: 0, own, overall, high, labelWidth: 24, people });
  return wording && `${wording.word.en} | ${wording.word.zh}`;
}

describe("wordFeature", () => {
  it("claims more or less only where real units bear it out", () => {
    const frequency = feature("Orders", "orders", orders);
    expect(say(frequency, true, 9, 4)).toBe("frequent | 高频");
    expect(say(frequency, true, 4.2, 4)).toBeNull();
    expect(say(frequency, false, 2, 4)).toBe("occasional | 低频");
    expect(say(frequency, false, 3.9, 4)).toBeNull();
  });

  it("says one-time of customers who hardly came back", () => {
    expect(say(feature("Orders", "orders", orders), false, 1.1, 4, 1)).toBe("one-time | 单次");
    expect(say(feature("Orders", "orders", orders), false, 1.6, 4, 1)).toBe("occasional | 低频");
  });

  it("needs no true zero of other numbers", () => {
    expect(say(feature("Temperature", "number"), true, 20, 19)).toBe("high temperature | Temperature 高");
  });

  it("says of rows no word that is said of people", () => {
    const frequency = feature("Frequency", "number");
    expect(say(frequency, true, 20, 19)).toBe("frequent | 高频");
    expect(say(frequency, true, 20, 19, 20, rows)).toBe("high frequency | Frequency 高");
    expect(say(feature("Amount spent wood", "number"), false, 1, 3, 1, rows)).toBe(
      "low amount spent wood | Amount spent wood 低",
    );
  });

  it("says yes of a majority and no where next to nobody has it", () => {
    const subscribed = feature("Subscribed", "yes-no");
    expect(say(subscribed, true, 0.7, 0.3)).toBe("subscribed | Subscribed");
    expect(say(subscribed, true, 0.44, 0.1)).toBeNull();
    expect(say(subscribed, false, 0.02, 0.3)).toBe("no subscribed | 无 Subscribed");
    expect(say(subscribed, false, 0.2, 0.5)).toBeNull();
  });

  it("says of a category what it is, not what it is not", () => {
    expect(say(feature("Gender: Female", "yes-no"), true, 0.9, 0.5)).toBe("female | 女性");
    expect(say(feature("Education: PhD", "yes-no"), true, 0.9, 0.5)).toBe("education PhD | Education：PhD");
    expect(say(feature("Education: PhD", "yes-no"), false, 0, 0.5)).toBeNull();
    expect(say(feature("Preferred store in town: High Street", "yes-no"), true, 0.9, 0.5)).toBe(
      "High Street | High Street",
    );
  });

  it("says dates as early and late, not as high and low days", () => {
    expect(say(feature("Days since renewal", "days"), false, 20, 300)).toBe("late renewal | renewal 较晚");
    expect(say(feature("Days since renewal", "days"), true, 500, 300)).toBe("early renewal | renewal 较早");
  });

  it("knows the dates of coming and of the last visit, whatever they are called", () => {
    for (const came of ["signup date", "registration date", "first order", "customer since", "joined", "dt customer"]) {
      expect(say(feature(`Days since ${came}`, "days"), false, 20, 300), came).toBe("new | 新");
    }
    for (const seen of ["last login", "latest purchase date", "最近消费时间"]) {
      expect(say(feature(`Days since ${seen}`, "days"), true, 500, 300), seen).toBe("lapsed | 沉睡");
    }
  });

  it("says counts and sums as many, few and spend", () => {
    const of = (label: string, high = true) => say(feature(label, "number"), high, high ? 9 : 1, 4);
    expect(of("Num web purchases")).toBe("many web purchases | web purchases 多");
    expect(of("Kids count", false)).toBe("few kids | Kids 少");
    expect(of("Mnt wines")).toBe("high wines spend | wines 消费高");
    expect(of("Amount of gold", false)).toBe("low gold spend | gold 消费低");
    expect(of("Nothing special")).toBe("high nothing special | Nothing special 高");
  });
});

it("splits a one-hot label in either language", () => {
  expect(splitCategory({ en: "Education: PhD", zh: "学历：博士" })).toEqual({
    column: "Education",
    value: { en: "PhD", zh: "博士" },
  });
  expect(splitCategory({ en: "Income", zh: "收入" })).toBeNull();
});

describe("knownWords", () => {
  it.each([
    ["Annual Income (k$)", "high-income"],
    ["Spending Score (1-100)", "high-spending"],
    ["CustomerAge", "older"],
    ["Year_Birth", "young"],
    ["年收入（元）", "high-income"],
    ["total_spent", "high-spending"],
  ])("knows %s", (name, high) => {
    expect(knownWords(name)?.high.en).toBe(high);
  });

  it.each(["NumDealsPurchases", "income from rent", "constructor", "", "MntWines", "page", "stage"])(
    "does not guess at %j",
    (name) => {
      expect(knownWords(name)).toBeNull();
    },
  );
});

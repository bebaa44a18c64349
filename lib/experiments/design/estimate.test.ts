import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DesignEstimate } from "../design-schema.ts";
import type { DesignInput } from "./design-input.ts";
import { estimateDesign } from "./estimate.ts";
import { usersForMeans } from "./means.ts";
import { usersForProportions } from "./proportions.ts";

const revenue: DesignInput = {
  metric: { name: "revenue", type: "mean", unit: "USD", direction: "up" },
  config: {
    mode: "fixed",
    looks: 1,
    spending: "obrien-fleming",
    tuning: 5000,
    alpha: 0.05,
    alternative: "two-sided",
    corrections: "none",
  },
  shares: [1, 1],
  participation: 1,
  ...{ entry: "start", days: 14, windowDays: 14, power: 0.8, effect: null },
  everybody: { segment: null, users: 20_000, value: 5, sd: 20, skewness: 3 },
  ...{ segments: [], reach: [], windows: [] },
};
const bought: DesignInput = {
  ...revenue,
  metric: { name: "bought", type: "proportion", unit: null, direction: "up" },
  everybody: { segment: null, users: 20_000, value: 0.1, sd: 0.3, skewness: null },
};

describe("estimateDesign", () => {
  it("finds of a mean what its users show", () => {
    const { planned, sentence } = estimateDesign(revenue);
    // (1.959964 + .841621)·20·√(2/10,000)
    expect(planned?.absolute).toBeCloseTo(0.7924, 4);
    expect(sentence).toEqual({
      en: "With 20,000 users in 14 days this test finds a rise of revenue a user by $0.79 (16\u00a0% of it) or more, 80 times in 100.",
      zh: "14 天内共 20,000 名用户，若人均 revenue 提高 $0.79（相当于现值的 16%）或更多，本实验在 100 次中有 80 次能够发现。",
    });
  });

  it("asks for as many users as the formulas do", () => {
    const means = { sdControl: 20, sdTreatment: 20, ratio: 1, alpha: 0.05, alternative: "two-sided" as const };
    const { needed } = estimateDesign({ ...revenue, effect: 0.1 });
    expect(Math.abs((needed?.users ?? 0) - 2 * usersForMeans(means, 0.5, 0.8))).toBeLessThan(2);
    const shares = { baseline: 0.1, difference: 0.01, alpha: 0.05, power: 0.8, alternative: "two-sided" as const };
    const asked = estimateDesign({ ...bought, effect: 0.1 });
    expect(Math.abs((asked.needed?.users ?? 0) - 2 * usersForProportions(shares))).toBeLessThan(2);
    expect(asked.needed?.days).toBeNull();
    expect(asked.warnings[0]?.en).toContain("29,497 users are needed: more than will come");
  });

  it("tells the power for the effect that was asked for", () => {
    const { planned } = estimateDesign(revenue);
    const at = (effect: number) => estimateDesign({ ...revenue, effect }).chance ?? Number.NaN;
    expect(at(planned?.relative ?? Number.NaN)).toBeCloseTo(0.8, 5);
    expect(at(0.001)).toBeCloseTo(0.05, 2);
    expect(at(1)).toBeCloseTo(1, 9);
    expect(estimateDesign(revenue).chance).toBeNull();
  });

  it("finds falls where less is better", () => {
    const { planned, sentence } = estimateDesign({ ...bought, metric: { ...bought.metric, direction: "down" } });
    expect(planned?.absolute).toBeLessThan(0);
    expect(sentence.en).toContain("finds a fall of bought by");
    expect(sentence.zh).toContain("降低");
  });

  it("waits for arrivals", () => {
    const reach = [
      { days: 7, users: 3000 },
      { days: 14, users: 5000 },
    ];
    const { planned, weeks, needed } = estimateDesign({ ...revenue, entry: "arrival", days: 28, reach, effect: 0.2 });
    expect(planned?.users).toBe(9000);
    expect(weeks.map(({ days, users }) => [days, users])).toEqual([
      [7, 3000],
      [14, 5000],
      [28, 9000],
      [56, 17_000],
    ]);
    // 12,558 users: 5,000 in two weeks, then 2,000 a week.
    expect(needed?.days).toBe(41);
  });

  it("warns of skew, of several arms, and of segments too small", () => {
    const skewed = { ...revenue, everybody: { segment: null, users: 20_000, value: 1, sd: 15, skewness: 20.6 } };
    expect(estimateDesign(skewed).warnings).toEqual([]); // equal arms: the skews cancel
    // γ²·355·N·(1/n_t² − 1/n_c²)²/(1/n_t + 1/n_c)³ at 4,000 and 16,000
    expect(estimateDesign({ ...skewed, shares: [4, 1] }).warnings[0]?.en).toContain("would need about 340,000 users");
    const three = { ...revenue, shares: [1, 1, 1] };
    expect(estimateDesign(three).warnings[0]?.en).toContain(
      "2 variants are compared with the control without correction",
    );
    const holm = estimateDesign({ ...three, config: { ...three.config, corrections: "holm" } });
    expect(holm.alpha).toBe(0.025);
    expect(holm.warnings[0]?.zh).toBe("2 个实验组各按 0.025 判断，合计不超过 0.05。");
    const segments = [
      { segment: "many", users: 18_000, baseline: { segment: "many", users: 18_000, value: 5, sd: 20, skewness: 3 } },
      { segment: "some", users: 900, baseline: { segment: "some", users: 900, value: 5, sd: 20, skewness: 3 } },
      { segment: "few", users: 30, baseline: null },
    ];
    expect(estimateDesign({ ...revenue, segments }).segments.map(({ warning }) => warning?.en ?? null)).toEqual([
      null,
      "“some” has 900 users: alone it shows only a change of 75\u00a0% or more.",
      "“few” has 30 users: too few to be read alone.",
    ]);
  });

  it("says what it cannot say", () => {
    expect(estimateDesign({ ...revenue, everybody: null })).toMatchObject({ planned: null, needed: null, curve: [] });
    const none = estimateDesign({
      ...bought,
      everybody: { segment: null, users: 6, value: 0.9, sd: 0.3, skewness: null },
    });
    expect(none.planned?.absolute).toBeNull();
    expect(none.sentence.en).toContain("can see no change of bought, however large");
  });

  it("sees smaller effects with more users, holds its schema, and says the same in both languages", () => {
    const given = fc.record({
      users: fc.integer({ min: 1, max: 1e7 }),
      value: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      sd: fc.double({ min: 0.001, max: 100, noNaN: true }),
      type: fc.constantFrom("mean" as const, "proportion" as const, "ratio" as const, "quantile" as const),
      direction: fc.constantFrom("up" as const, "down" as const),
      mode: fc.constantFrom("fixed" as const, "always-valid" as const),
      effect: fc.option(fc.double({ min: 0.001, max: 3, noNaN: true })),
      shares: fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 2, maxLength: 4 }),
    });
    fc.assert(
      fc.property(given, ({ users, value, sd, type, direction, mode, effect, shares }) => {
        const spread = type === "proportion" ? Math.sqrt(value * (1 - value)) : sd;
        const input: DesignInput = {
          ...{ ...revenue, effect, shares, metric: { name: "m", type, unit: null, direction } },
          config: { ...revenue.config, mode },
          everybody: { segment: null, users, value, sd: spread, skewness: 2 },
        };
        const estimate = estimateDesign(input);
        expect(DesignEstimate.strict().parse(estimate)).toEqual(estimate);
        const relatives = estimate.curve.map(({ relative }) => relative);
        for (const [i, relative] of relatives.entries()) expect(relatives[i + 1] ?? 0).toBeLessThanOrEqual(relative);
        for (const { en, zh } of [estimate.sentence, ...estimate.warnings]) {
          expect(`${en}${zh}`).not.toMatch(/NaN|undefined|null|Infinity|\s{2}/);
          expect(figuresOf(zh)).toEqual(figuresOf(en));
        }
      }),
    );
  });
});

function figuresOf(text: string): number[] {
  const figures = text.match(/\d[\d,]*(\.\d+)?/g) ?? [];
  return figures.map((figure) => Number(figure.replaceAll(",", ""))).toSorted((a, b) => a - b);
}

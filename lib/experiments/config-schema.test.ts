import { describe, expect, test } from "vitest";
import { chineseOf } from "../core/schema-sentence.ts";
import { ExperimentConfig, MetricConfig } from "./config-schema.ts";

const spend = { name: "spend", type: "mean", column: "spend" };

/** Where a config does not fit, and what is said; null where it does. */
function refusal(
  schema: typeof MetricConfig | typeof ExperimentConfig,
  value: unknown,
): { path: string; en: string } | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return { path: issue?.path.join(".") ?? "", en: issue?.message ?? "" };
}

describe("a metric", () => {
  test("is secondary and better when it is higher, where nobody says otherwise", () => {
    expect(MetricConfig.parse(spend)).toEqual({ ...spend, role: "secondary", direction: "up" });
  });

  test.each([
    ["a ratio without a denominator", { ...spend, type: "ratio" }, "denominator"],
    ["a mean with one", { ...spend, denominator: "orders" }, "denominator"],
    ["a quantile that says none", { ...spend, type: "quantile" }, "quantile"],
    ["a mean that says one", { ...spend, quantile: 0.5 }, "quantile"],
    [
      "a prior of a lift that a quantile does not have",
      { ...spend, type: "quantile", quantile: 0.5, prior: { mean: 0, sd: 1 } },
      "prior",
    ],
  ])("is refused as %s, in both languages", (_, metric, path) => {
    const found = refusal(MetricConfig, metric);
    expect(found?.path).toBe(path);
    expect(chineseOf(found?.en ?? "")).toMatch(/[一-鿿]/);
  });

  test.each([
    ["a quantile at its end", { ...spend, type: "quantile", quantile: 1 }],
    ["a prior that is certain", { ...spend, prior: { mean: 0, sd: 0 } }],
    ["a prior without end", { ...spend, prior: { mean: 0, sd: Number.POSITIVE_INFINITY } }],
    ["a winsorised half", { ...spend, winsorise: 0.5 }],
    ["a margin below 0", { ...spend, margin: -0.01 }],
    ["a margin that is no number", { ...spend, margin: Number.NaN }],
    ["a metric without a name", { ...spend, name: "" }],
    ["a name that is a novel", { ...spend, name: "n".repeat(121) }],
    ["a setting that does not exist", { ...spend, directon: "down" }],
    ["a type that does not exist", { ...spend, type: "median" }],
  ])("is refused as %s", (_, metric) => {
    expect(refusal(MetricConfig, metric)).not.toBeNull();
  });

  test("may be a ratio, a quantile, a mean with a covariate, a prior and a margin of 0", () => {
    for (const metric of [
      { ...spend, type: "ratio", denominator: "orders" },
      { ...spend, type: "quantile", quantile: 0.999 },
      { ...spend, covariate: "spend_before", winsorise: 0.999, margin: 0, prior: { mean: -0.1, sd: 0.2 } },
    ])
      expect(refusal(MetricConfig, metric)).toBeNull();
  });
});

describe("an experiment", () => {
  test("is complete by its defaults: one look, two-sided, at 5 %", () => {
    expect(ExperimentConfig.parse({})).toMatchObject({
      ...{ unit: null, metrics: [], mode: "fixed", looks: 1, alpha: 0.05, alternative: "two-sided" },
      ...{ corrections: "none", family: "role", bySegment: "pooled", seed: 42 },
    });
  });

  test("never changes by being read again", () => {
    const config = ExperimentConfig.parse({
      metrics: [spend],
      money: { metric: "spend", currency: "USD", grossMargin: 0.4 },
    });
    expect(ExperimentConfig.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  test("has looks that grow: as many users again, or fewer, are no new look", () => {
    expect(refusal(ExperimentConfig, { lookUsers: [100, 250, 900] })).toBeNull();
    for (const lookUsers of [
      [100, 100],
      [250, 100],
    ]) {
      const found = refusal(ExperimentConfig, { lookUsers });
      expect(found?.path).toBe("lookUsers");
      expect(chineseOf(found?.en ?? "")).toContain("多于上一次");
    }
  });

  test.each([
    ["shares", { shares: { a: 1, b: 0 } }],
    ["alpha", { alpha: 0 }],
    ["alpha", { alpha: 0.51 }],
    ["looks", { looks: 0 }],
    ["looks", { looks: 51 }],
    ["plannedUsers", { plannedUsers: 1 }],
    ["money.grossMargin", { money: { metric: "spend", currency: "USD", grossMargin: 40 } }],
    ["money.costPerUser", { money: { metric: "spend", currency: "USD", grossMargin: 0.4, costPerUser: -1 } }],
    ["targeting.segmentations", { targeting: { metric: "spend", segmentations: ["one"] } }],
    ["aggregates.0.n", { aggregates: [{ arm: "a", metric: "m", n: 1.5, sum: 0 }] }],
    ["aggregates.0.sumSquares", { aggregates: [{ arm: "a", metric: "m", n: 2, sum: 0, sumSquares: -1 }] }],
    ["seed", { seed: 2 ** 60 }],
    ["metrics", { metrics: new Array(51).fill(spend) }],
  ])("is refused at %s: %j", (path, config) => {
    const found = refusal(ExperimentConfig, config);
    expect(found?.path.startsWith(path)).toBe(true);
  });
});

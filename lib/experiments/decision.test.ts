import { describe, expect, it } from "vitest";
import { decide } from "./decision.ts";
import { type ExperimentFixture, experimentOf, hillstrom, type MetricFixture } from "./fixtures/decision-input.ts";
import type { CheckReport } from "./report-schema.ts";

const decided = (fixture: ExperimentFixture) => decide(experimentOf(fixture));
const effectOf = (difference: number, half: number, pValue: number, arm = "new") => ({
  ...{ arm, difference, low: difference - half, high: difference + half, pValue, level: 0.2 + difference },
});
const visit = (effect: ReturnType<typeof effectOf>, rest: Partial<MetricFixture> = {}): MetricFixture => ({
  ...{ name: "visit", type: "proportion", role: "primary", controlLevel: 0.2, effects: [effect] },
  ...rest,
});
const better = effectOf(0.03, 0.01, 1e-6);
const worse = effectOf(-0.03, 0.01, 1e-6);
const unclear = effectOf(0.005, 0.01, 0.3);

describe("decide", () => {
  it("chooses Hillstrom's best e-mail, in a minute's read", () => {
    const decision = decided(hillstrom);
    expect(decision).toMatchObject({ verdict: "ship", arm: "Mens E-Mail" });
    expect(decision.sentence).toEqual({
      en: "Choose “Mens E-Mail”: visit, conversion and spend a user rose, and it pays for itself.",
      zh: "建议采用“Mens E-Mail”：visit、conversion、人均 spend 提高，扣除成本后仍有盈利。",
    });
    expect(decision.detail.en).toBe(
      "64,000 users in three groups over 14 days. “Mens E-Mail” raises visit by 7.7 percentage points (7.0 to 8.3): 18.3 in 100 users, against 10.6. “Womens E-Mail” is better than “No E-Mail” too, but less so on visit.",
    );
  });

  it("stops what makes the primary metric worse", () => {
    const decision = decided({ metrics: [visit(worse)] });
    expect(decision).toMatchObject({ verdict: "stop", arm: null });
    expect(decision.sentence.en).toBe("Stay with “control”: with “new” visit fell.");
  });

  it("takes less for better where less is wanted", () => {
    const complaints = visit(worse, { name: "complaints", direction: "down" });
    expect(decided({ metrics: [complaints] }).sentence.en).toBe("Choose “new”: complaints fell.");
  });

  it("goes on while results come in, and else says that it cannot decide", () => {
    const metrics = [visit(unclear)];
    expect(decided({ metrics, isRunning: true }).verdict).toBe("continue");
    const ended = decided({ metrics });
    expect(ended.verdict).toBe("inconclusive");
    expect(ended.detail.en).toContain("it could lower it by up to 0.5 percentage points or raise it by up to 1.5");
  });

  it("leaves it open where a guardrail with a margin could not be computed", () => {
    const none = { arm: "new", difference: null, low: null, high: null, pValue: null };
    const guard: MetricFixture = {
      name: "refunds",
      role: "guardrail",
      direction: "down",
      margin: 0.5,
      effects: [none],
    };
    const decision = decided({ metrics: [visit(better), guard] });
    expect(decision.verdict).toBe("inconclusive");
    expect(decision.sentence.en).toContain("harm to refunds a user is not ruled out");
    expect(decided({ metrics: [visit(better), { ...guard, margin: undefined }] }).verdict).toBe("ship");
  });

  it("says no difference inside a margin alone", () => {
    expect(decided({ metrics: [visit(unclear, { margin: 0.02 })] }).sentence).toEqual({
      en: "“new” makes no difference that matters: visit differs by less than 2 percentage points.",
      zh: "“new”没有带来有意义的差别：visit 相差不足 2 个百分点。",
    });
    expect(decided({ metrics: [visit(unclear, { margin: 0.01 })] }).verdict).toBe("inconclusive");
  });

  it("names no winner past a check that blocks", () => {
    const check: CheckReport = {
      ...{ id: "sample-ratio-mismatch", passed: false, blocks: true, pValue: 1e-6 },
      label: { en: "Sample ratio", zh: "样本比例" },
      title: { en: "The groups are not as planned", zh: "各组人数与计划不符" },
      sentence: { en: "600 and 400 users.", zh: "600 和 400 名用户。" },
      advice: null,
    };
    const decision = decided({ metrics: [visit(better)], checks: [check] });
    expect(decision).toMatchObject({ verdict: "blocked", arm: null });
    expect(decision.sentence.zh).toBe("暂不能判定优胜组：各组人数与计划不符。");
    expect(decided({ metrics: [visit(better)], checks: [{ ...check, blocks: false }] }).verdict).toBe("ship");
    expect(decided({ metrics: [visit(better)], checks: [{ ...check, passed: true }] }).verdict).toBe("ship");
  });

  it("asks the money after the metric", () => {
    const money = { metric: "spend", currency: "USD", grossMargin: 0.5, costPerUser: 0, returns: 0 };
    const spend: MetricFixture = { name: "spend", unit: "USD", effects: [effectOf(1, 0.5, 1e-3)] };
    const verdictAt = (costPerUser: number) =>
      decided({ metrics: [visit(better), spend], money: { ...money, costPerUser } }).verdict;
    expect([verdictAt(0.1), verdictAt(0.4), verdictAt(2)]).toEqual(["ship", "inconclusive", "stop"]);
  });

  it("is held by a guardrail that got worse, or that may have beyond its margin", () => {
    const guard = (effect: typeof worse, passed: boolean | null): MetricFixture => ({
      ...{ name: "unsubscribed", type: "proportion", role: "guardrail", direction: "down" },
      effects: [{ ...effect, nonInferiority: passed === null ? null : { margin: 0.05, passed, pValue: 0.5 } }],
    });
    const verdictWith = (metric: MetricFixture) => decided({ metrics: [visit(better), metric] }).verdict;
    expect(verdictWith(guard(better, null))).toBe("stop");
    expect(verdictWith(guard(better, true))).toBe("ship");
    expect(verdictWith(guard(unclear, null))).toBe("ship");
    expect(verdictWith(guard(unclear, false))).toBe("inconclusive");
  });

  it("does not hide one primary metric behind another", () => {
    const decision = decided({ metrics: [visit(better), visit(worse, { name: "repeat" })] });
    expect(decision.verdict).toBe("inconclusive");
    expect(decision.sentence.en).toBe("No decision from these data: with “new” visit rose, but repeat fell.");
  });

  it("says that corrected comparisons could be chance", () => {
    const effects = [
      { ...better, pValueCorrected: 0.08 },
      { ...unclear, arm: "other" },
    ];
    const { metrics } = experimentOf({ metrics: [visit(better, { effects })] });
    expect(metrics[0]?.comparisons[0]).toMatchObject({ verdict: "unclear" });
    expect(metrics[0]?.comparisons[0]?.sentence.en).toContain("among 2 comparisons that could be chance");
  });

  it("leads with the money metric where none is primary", () => {
    const money = { metric: "spend", currency: "CNY", grossMargin: 0.5, costPerUser: 0, returns: 0 };
    const spend: MetricFixture = { name: "spend", unit: "CNY", effects: [effectOf(1, 0.5, 1e-3)] };
    expect(decided({ metrics: [visit(worse, { role: "secondary" }), spend], money }).verdict).toBe("ship");
  });

  it("has a reason where there is no number", () => {
    const none = { arm: "new", difference: null, low: null, high: null, pValue: null };
    const decision = decided({ metrics: [visit(better, { effects: [none] })] });
    expect(decision.verdict).toBe("inconclusive");
    expect(decision.detail.en).toContain("There are no values.");
  });
});

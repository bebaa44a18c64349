import { describe, expect, test } from "vitest";
import { plannedLooks, readyAt, verdictOf } from "./experiment-rows.ts";
import type { ExperimentReport } from "./report-schema.ts";
import { ExperimentDesign } from "./schema.ts";
import { withoutSecrets } from "./stored-report.ts";

const both = (text: string) => ({ en: text, zh: text });
const range = (value: number) => ({ value, low: value - 1, high: value + 1 });
const money = { currency: "USD", perUser: range(0.1), expectedLoss: 0, assumptions: both(""), reason: null };

/** What lists look at of a report. */
function report(change: Partial<ExperimentReport> = {}): ExperimentReport {
  const part = {
    control: "none",
    users: 900,
    config: { seed: 7, aggregates: [{ arm: "none", metric: "spend", n: 3, sum: 1 }] },
    decision: { verdict: "ship", arm: "b", sentence: both("Take b."), detail: both("") },
    money: [
      { ...money, arm: "a", total: range(100) },
      { ...money, arm: "b", total: range(200) },
    ],
    metrics: [
      {
        ...{ name: "visits", role: "secondary", arms: [], comparisons: [] },
      },
      {
        ...{ name: "spend", role: "primary" },
        arms: [{ arm: "none", mean: -4 }],
        comparisons: [
          { arm: "a", smallestEffect: 1 },
          { arm: "b", smallestEffect: 2 },
        ],
      },
    ],
    ...change,
  };
  return part as unknown as ExperimentReport;
}

describe("what lists show of a report", () => {
  test("is the variant that the decision names: its money, and the smallest effect as a part of the control", () => {
    expect(verdictOf(report())).toEqual({
      ...{ verdict: "ship", arm: "b", sentence: both("Take b."), users: 900 },
      money: { arm: "b", currency: "USD", total: range(200), perUser: range(0.1) },
      smallestEffect: { metric: "spend", relative: 0.5 },
    });
  });

  test("names no money and no effect where there are none, rather than 0", () => {
    const nothing = verdictOf(report({ money: [], metrics: [] }));
    expect(nothing).toMatchObject({ money: null, smallestEffect: null });
    const ofZero = report();
    const flat = { ...ofZero, metrics: ofZero.metrics.map((one) => ({ ...one, arms: [{ arm: "none", mean: 0 }] })) };
    expect(verdictOf(flat as unknown as ExperimentReport).smallestEffect).toBeNull();
  });

  test("is the first variant with money where no variant is named", () => {
    const decision = { ...report().decision, arm: null };
    expect(verdictOf(report({ decision })).money?.arm).toBe("a");
  });
});

test("a shared report tells neither the seed nor sums that were never published", () => {
  expect(withoutSecrets(report()).config).toEqual({ seed: 0 });
});

describe("the end of the window", () => {
  const startedAt = new Date("2026-03-01T12:00:00Z");
  const arms = [
    { arm: "a", share: 0.5 },
    { arm: "b", share: 0.5 },
  ];
  test.each([
    ["start", "2026-03-15T12:00:00.000Z"],
    ["arrival", "2026-03-22T12:00:00.000Z"],
  ] as const)("where people get in at %s", (entry, ready) => {
    const design = ExperimentDesign.parse({ arms, entry, windowDays: 14, days: 7 });
    expect(readyAt({ design, startedAt, endedAt: null })?.toISOString()).toBe(ready);
  });

  test.each([
    ["start", "2026-03-02T12:00:00Z", "2026-03-15T12:00:00.000Z"],
    ["arrival", "2026-03-02T12:00:00Z", "2026-03-16T12:00:00.000Z"],
    ["arrival", "2026-05-01T12:00:00Z", "2026-03-22T12:00:00.000Z"],
  ] as const)("is not drawn nearer for whoever is in it by an end: %s, ended %s", (entry, ended, ready) => {
    const design = ExperimentDesign.parse({ arms, entry, windowDays: 14, days: 7 });
    expect(readyAt({ design, startedAt, endedAt: new Date(ended) })?.toISOString()).toBe(ready);
  });

  test("is not known before the start, nor of a test of elsewhere", () => {
    expect(readyAt({ design: ExperimentDesign.parse({ arms }), startedAt: null, endedAt: null })).toBeNull();
    expect(readyAt({ design: null, startedAt, endedAt: startedAt })).toBeNull();
  });
});

test("looks are planned by the mode: one, a handful, or as many as one likes", () => {
  expect(plannedLooks({ mode: "fixed", looks: 5 })).toBe(1);
  expect(plannedLooks({ mode: "group-sequential", looks: 5 })).toBe(5);
  expect(plannedLooks({ mode: "always-valid", looks: 5 })).toBeNull();
});

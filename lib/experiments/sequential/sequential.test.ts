import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ExperimentConfig } from "../config-schema.ts";
import { equalTimes } from "../design/group-sequential.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { crossingChances, crossingProbability } from "./crossing.ts";
import { type LookPlan, lookNumber, planLook } from "./look-plan.ts";
import { boundOf, repeatedPValue } from "./repeated.ts";
import { spendAlpha } from "./spending.ts";

const place = (written: Record<string, unknown>, users: number): LookPlan => {
  const placed = planLook(ExperimentConfig.parse({ mode: "group-sequential", ...written }), users);
  if (!placed.ok) throw new Error(placed.reason.en);
  return placed.value;
};

describe("spending functions", () => {
  // Published for five equal looks at a two-sided .05, to the precision of their programs.
  test.each([
    ["obrien-fleming", [4.8769, 3.3569, 2.6803, 2.2898, 2.031]],
    ["pocock", [2.438, 2.4268, 2.4101, 2.3966, 2.3859]],
  ] as const)("%s has the bounds of the textbook at five looks", (spending, known) => {
    const { bounds } = spendAlpha(equalTimes(5), 0.05, spending);
    for (const [look, bound] of known.entries()) expect(Math.abs((bounds[look] ?? 0) - bound)).toBeLessThan(5e-4);
  });

  // Jennison & Turnbull 2000, tables 2.1 and 2.3: constant bounds, and C/√t, cross with probability .05.
  test.each([
    ["Pocock's constant bounds", [2.413, 2.413, 2.413, 2.413, 2.413]],
    ["O'Brien and Fleming's falling ones", [4.562, 3.226, 2.634, 2.281, 2.04]],
  ])("%s are crossed in one of twenty tests without an effect", (_, bounds) => {
    expect(crossingProbability({ times: equalTimes(5), bounds }, 0)).toBeCloseTo(0.05, 3.7);
  });

  it("keep alpha whatever the times, also where the clock is not the information", () => {
    const percents = fc.uniqueArray(fc.integer({ min: 5, max: 95 }), { minLength: 1, maxLength: 4 });
    const spending = fc.constantFrom("obrien-fleming" as const, "pocock" as const);
    fc.assert(
      fc.property(percents, spending, fc.double({ min: 0.5, max: 1.5, noNaN: true }), (percent, way, end) => {
        const clock = [...percent.toSorted((a, b) => a - b).map((p) => p / 100), 1];
        const times = [...clock.slice(0, -1), Math.max(end, (clock.at(-2) ?? 0) + 0.01)];
        const plan = spendAlpha(times, 0.05, way, clock);
        expect(crossingProbability(plan, 0)).toBeCloseTo(0.05, 5);
        const { above, below } = crossingChances(plan, 0);
        expect(above).toBeCloseTo(below, 10);
      }),
      { numRuns: 12 },
    );
  });
});

describe("a look is placed", () => {
  it("by its users where they were planned, and by its number where not", () => {
    expect(place({ looks: 4, look: 2, plannedUsers: 4000 }, 1900)).toMatchObject({
      times: [950, 1900],
      clock: [0.2375, 0.475],
    });
    expect(place({ looks: 4, look: 2 }, 1900)).toMatchObject({ times: [950, 1900], clock: [0.25, 0.5], isLast: false });
    expect(place({ looks: 4, plannedUsers: 4000 }, 2900).times).toHaveLength(3);
    expect(place({ looks: 4 }, 100)).toMatchObject({ times: [25, 50, 75, 100], isLast: true });
  });

  it("by the users of the looks before it where these are known", () => {
    const looked = place({ looks: 3, plannedUsers: 3000, lookUsers: [500, 2000] }, 3100);
    expect(looked).toMatchObject({ times: [500, 2000, 3100], clock: [500 / 3000, 2 / 3, 1], isLast: true });
  });

  it("as planned where nobody planned users, however many came by then", () => {
    expect(place({ looks: 4, look: 3, lookUsers: [100, 900] }, 1000).clock).toEqual([0.25, 0.5, 0.75]);
  });

  it("and has spent everything at the end, with a look fewer or more, and with users to spare or missing", () => {
    for (const [written, users] of [
      [{ looks: 5, plannedUsers: 1000, lookUsers: [400] }, 1000],
      [{ looks: 2, plannedUsers: 1000, lookUsers: [300, 600] }, 900],
      [{ looks: 2, plannedUsers: 1000, lookUsers: [500] }, 800],
      [{ looks: 2, plannedUsers: 1000, lookUsers: [500] }, 1700],
    ] as const) {
      const { times, clock, spending, isLast } = place(written, users);
      expect(isLast).toBe(true);
      expect(crossingProbability(spendAlpha(times, 0.05, spending, clock), 0)).toBeCloseTo(0.05, 5);
    }
  });

  it("with the same users as the one before, at the price of not knowing how much more there is to know", () => {
    const again = place({ looks: 3, look: 3, lookUsers: [500, 1000] }, 1000);
    const { bounds } = spendAlpha(again.times, 0.05, again.spending, again.clock);
    const spent = spendAlpha([500, 1000], 0.05, again.spending, [1 / 3, 2 / 3]);
    expect(bounds.slice(0, 2)).toEqual(spent.bounds);
    // Independent of what went before, the last look has what is left of alpha: 1 − .95/(1 − spent).
    const left = 1 - 0.95 / (1 - crossingProbability(spent, 0));
    expect(bounds[2]).toBeCloseTo(-normalQuantile(left / 2), 3);
    expect(bounds[2]).toBeGreaterThan(boundOf(place({ looks: 3, look: 3, lookUsers: [500, 1000] }, 1500), 0.05));
  });

  it("nowhere once all was spent, or with fewer users", () => {
    const refuse = (written: Record<string, unknown>, users: number) =>
      planLook(ExperimentConfig.parse(written), users).ok;
    expect(refuse({ looks: 5, plannedUsers: 1000, lookUsers: [400, 1000] }, 1200)).toBe(false);
    expect(refuse({ looks: 5, plannedUsers: 1000, lookUsers: [400] }, 399)).toBe(false);
    expect(() => ExperimentConfig.parse({ lookUsers: [400, 400] })).toThrow();
  });
});

describe("the repeated p value", () => {
  it("is alpha on the bound, at every look", () => {
    for (const look of [1, 3, 5])
      for (const spending of ["obrien-fleming", "pocock"]) {
        const plan = place({ looks: 5, look, spending }, 1000);
        for (const alpha of [0.3, 0.001]) expect(repeatedPValue(plan, boundOf(plan, alpha)) / alpha).toBeCloseTo(1, 5);
      }
  });

  it("is the usual one with a single look, and grows with the looks before", () => {
    const z = 2.2;
    expect(repeatedPValue(place({ looks: 1 }, 500), z)).toBeCloseTo(2 * normalSurvival(z), 7);
    const values = [1, 2, 3, 5].map((looks) => repeatedPValue(place({ looks }, 500), z));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });

  it("is a number for any z", () => {
    const plan = place({ looks: 3, look: 1 }, 500);
    expect(repeatedPValue(plan, 0)).toBe(1);
    expect(repeatedPValue(plan, 60)).toBeGreaterThan(0);
    expect(repeatedPValue(plan, 60)).toBeLessThan(1e-30);
    expect(repeatedPValue(plan, -normalQuantile(0.025))).toBeGreaterThan(0.05);
  });
});

test("a test that was looked at less often than planned spends what is left of alpha at its end", () => {
  const looks = 5;
  const boundAt = (taken: number, isEnded: boolean, lookUsers: readonly number[]) =>
    boundOf(place({ looks, look: lookNumber({ looks }, { taken, isEnded }), lookUsers }, 10_000), 0.05);
  // Read once, at the end: a fixed test's bound. While it runs it is the first look of five.
  expect(boundAt(1, true, [])).toBeCloseTo(1.959964, 5);
  expect(boundAt(1, false, [])).toBeGreaterThan(4.8);
  const second = boundAt(2, true, [2000]);
  expect(second).toBeGreaterThanOrEqual(1.959964 - 1e-6);
  expect(second).toBeLessThan(1.9601);
  expect(lookNumber({ looks }, { taken: 7, isEnded: false })).toBe(5);
});

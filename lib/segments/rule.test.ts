import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { learnRule, type RulePeople } from "./rule.ts";

/** `n` people with features in 0…100; who is a member is decided by `isIn`. */
function peopleOf(n: number, features: number, isIn: (values: readonly number[]) => boolean, seed = 1): RulePeople {
  const random = createRandom(seed);
  const columns = Array.from({ length: features }, () => new Float64Array(n));
  const isMember = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    const values = columns.map(() => 100 * random.next());
    columns.forEach((column, i) => {
      column[row] = values[i] ?? 0;
    });
    isMember[row] = Number(isIn(values));
  }
  return { columns, isMember, weight: new Float64Array(n).fill(1) };
}

describe("learnRule", () => {
  it("finds the bounds of a segment that has some", () => {
    const rule = learnRule(peopleOf(3000, 4, ([a = 0, , c = 0]) => a >= 60 && c <= 30));
    expect(rule?.conditions.map(({ feature, side }) => `${feature} ${side}`).toSorted()).toEqual(["0 least", "2 most"]);
    const value = (feature: number) => rule?.conditions.find((one) => one.feature === feature)?.value ?? 0;
    expect(value(0)).toBeCloseTo(60, -1);
    expect(value(2)).toBeCloseTo(30, -1);
    expect(rule?.precision).toBeGreaterThan(0.9);
    expect(rule?.recall).toBeGreaterThan(0.9);
  });

  it("may bound one feature on both sides", () => {
    const rule = learnRule(peopleOf(3000, 3, ([, b = 0]) => b >= 40 && b <= 55));
    expect(rule?.conditions.every(({ feature }) => feature === 1)).toBe(true);
    expect(rule?.conditions).toHaveLength(2);
    expect(rule?.precision).toBeGreaterThan(0.85);
  });

  it("owns up to a segment that no rule describes: precision on held-out people is that of chance", () => {
    const random = createRandom(3);
    const rule = learnRule(peopleOf(6000, 5, () => random.next() < 0.2));
    expect(rule === null || Math.abs(rule.precision - 0.2) < 0.06).toBe(true);
  });

  it("counts people by their weight: precision falls where each outsider stands for ten", () => {
    const fuzzy = createRandom(4);
    const even = peopleOf(6000, 2, ([a = 0]) => a + 20 * fuzzy.next() >= 70);
    const weight = Float64Array.from(even.isMember, (own) => (own === 1 ? 1 : 10));
    const [plain, heavy] = [learnRule(even), learnRule({ ...even, weight })];
    expect(heavy?.conditions[0]?.value).toBeGreaterThan(plain?.conditions[0]?.value ?? Number.POSITIVE_INFINITY);
  });

  it("lets nobody meet a condition on what they do not have", () => {
    const people = peopleOf(900, 1, ([a = 0]) => a >= 50);
    people.columns[0]?.forEach((_, row, column) => {
      if (people.isMember[row] === 1 && row % 2 === 0) column[row] = Number.NaN;
    });
    expect(learnRule(people)?.recall).toBeCloseTo(0.5, 1);
  });

  it("says nothing of nobody, of everybody, of a handful, and of a constant", () => {
    expect(learnRule(peopleOf(0, 2, () => true))).toBeNull();
    expect(learnRule(peopleOf(300, 2, () => false))).toBeNull();
    expect(learnRule(peopleOf(300, 2, () => true))).toBeNull();
    let left = 12;
    expect(learnRule(peopleOf(300, 2, () => left-- > 0))).toBeNull();
    const flat = peopleOf(300, 1, ([a = 0]) => a > 50);
    flat.columns[0]?.fill(5);
    const rule = learnRule(flat);
    expect(rule === null || rule.recall === 1).toBe(true);
  });

  it("gives shares, at most three conditions, and the same again", () => {
    const seeds = fc.integer({ min: 1, max: 1e6 });
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 100 }), (seed, bound) => {
        const people = peopleOf(240, 3, ([a = 0, b = 0]) => a + b > bound, seed);
        const rule = learnRule(people);
        if (rule) {
          expect(rule.conditions.length).toBeLessThanOrEqual(3);
          for (const share of [rule.precision, rule.recall]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        }
        expect(learnRule(people)).toEqual(rule);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps small figures apart and writes large ones short", () => {
    const small = peopleOf(900, 1, ([a = 0]) => a >= 50);
    small.columns[0]?.forEach((value, row, column) => {
      column[row] = value / 1e6;
    });
    expect(learnRule(small)?.precision).toBeGreaterThan(0.9);
    const large = peopleOf(900, 1, ([a = 0]) => a >= 50);
    large.columns[0]?.forEach((value, row, column) => {
      column[row] = value * 1e6;
    });
    const value = learnRule(large)?.conditions[0]?.value ?? 0.5;
    expect(value % 1e6).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelMetrics } from "./label-metrics.ts";

const pairs = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 60 });
const measure = (of: readonly (readonly [number, number])[], classes = 4) =>
  labelMetrics(
    of.map(([truth]) => truth),
    of.map(([, predicted]) => predicted),
    classes,
  );

describe("two classes by hand", () => {
  // 6 true and 2 false positives, 1 false and 3 true negatives.
  const truth = [...[1, 1, 1, 1, 1, 1, 0, 0], ...[1, 0, 0, 0]];
  const predicted = [...[1, 1, 1, 1, 1, 1, 1, 1], ...[0, 0, 0, 0]];
  const found = labelMetrics(truth, predicted, 2);

  test("are counted and shared out as a textbook does", () => {
    expect(found.confusion).toEqual([
      [3, 2],
      [1, 6],
    ]);
    expect(found.accuracy).toBe(9 / 12);
    expect(found.perClass[1]).toEqual({ precision: 6 / 8, recall: 6 / 7, f1: expect.closeTo(12 / 15, 12), support: 7 });
    expect(found.balancedAccuracy).toBeCloseTo((3 / 5 + 6 / 7) / 2, 12);
    expect(found.macro.precision).toBeCloseTo((3 / 4 + 6 / 8) / 2, 12);
    expect(found.weighted.recall).toBeCloseTo(9 / 12, 12);
  });

  test("agree beyond chance: kappa (p − e)/(1 − e), e = (5·4 + 7·8)/144; Matthews (6·3 − 2·1)/√(8·7·5·4)", () => {
    const chance = 76 / 144;
    expect(found.kappa).toBeCloseTo((0.75 - chance) / (1 - chance), 12);
    expect(found.matthews).toBeCloseTo(16 / Math.sqrt(1120), 12);
  });
});

describe("whatever is predicted", () => {
  test("shares stay in 0…1, agreement in −1…1, and every user is counted once", () => {
    fc.assert(
      fc.property(pairs, (of) => {
        const { confusion, accuracy, macro, micro, weighted, kappa, matthews, perClass } = measure(of);
        expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(of.length);
        for (const { precision, recall, f1 } of [macro, micro, weighted, ...perClass])
          for (const share of [precision, recall, f1]) expect(share >= 0 && share <= 1 + 1e-12).toBe(true);
        expect(Math.abs(kappa)).toBeLessThanOrEqual(1 + 1e-12);
        expect(Math.abs(matthews)).toBeLessThanOrEqual(1 + 1e-12);
        expect(weighted.recall).toBeCloseTo(accuracy, 12);
        expect(micro.f1).toBe(accuracy);
      }),
    );
  });

  test("another order of users or of the classes' numbers changes no whole figure", () => {
    fc.assert(
      fc.property(pairs, (of) => {
        const turned = measure(of.toReversed().map(([truth, predicted]) => [3 - truth, 3 - predicted] as const));
        const { accuracy, kappa, matthews, macro } = measure(of);
        expect(turned.accuracy).toBe(accuracy);
        expect(turned.kappa).toBeCloseTo(kappa, 12);
        expect(turned.matthews).toBeCloseTo(matthews, 12);
        expect(turned.macro.f1).toBeCloseTo(macro.f1, 12);
      }),
    );
  });

  test("swapping truth and prediction swaps precision and recall, and keeps the agreement", () => {
    fc.assert(
      fc.property(pairs, (of) => {
        const [there, back] = [measure(of), measure(of.map(([a, b]) => [b, a] as const))];
        for (const [j, one] of there.perClass.entries()) {
          expect(back.perClass[j]?.recall).toBe(one.precision);
          expect(back.perClass[j]?.precision).toBe(one.recall);
        }
        expect(back.kappa).toBeCloseTo(there.kappa, 12);
      }),
    );
  });
});

describe("at the ends", () => {
  test("all right is 1; all one class, rightly called, agrees no more than chance would", () => {
    expect(
      measure(
        [
          [0, 0],
          [1, 1],
          [2, 2],
        ],
        3,
      ),
    ).toMatchObject({ accuracy: 1, kappa: 1, matthews: 1 });
    expect(
      measure(
        [
          [1, 1],
          [1, 1],
        ],
        2,
      ),
    ).toMatchObject({ accuracy: 1, kappa: 0, matthews: 0, balancedAccuracy: 1 });
  });

  test("a class that is never called and never is has 0, and no weight", () => {
    const { perClass, weighted, balancedAccuracy } = measure(
      [
        [0, 0],
        [1, 0],
      ],
      3,
    );
    expect(perClass[2]).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
    expect(weighted.recall).toBe(0.5);
    expect(balancedAccuracy).toBe(0.5);
  });

  test("refuses what cannot be judged", () => {
    expect(() => labelMetrics([], [], 2)).toThrow(RangeError);
    expect(() => labelMetrics([0, 1], [0], 2)).toThrow("2 and 1 labels");
    expect(() => labelMetrics([0, 2], [0, 0], 2)).toThrow("row 2");
    expect(() => labelMetrics([0, -1], [0, 0], 2)).toThrow("row 2");
    expect(() => labelMetrics([0], [5], 2)).toThrow("beyond 2");
  });
});

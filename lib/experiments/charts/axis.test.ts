import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundSpan, spanOf } from "./axis.ts";
import { placeLead } from "./lead-bar.ts";

const interval = (value: number, half: number) => ({ value, low: value - half, high: value + half });

describe("an axis", () => {
  it("holds zero and every interval, with a round step", () => {
    expect(spanOf([interval(7.4, 1), interval(1.1, 0.9)], 5)).toEqual({ min: 0, max: 10, interval: 2 });
    expect(roundSpan(-0.3, 0.72, 4)).toEqual({ min: -0.5, max: 1, interval: 0.5 });
  });

  it("cuts one interval that would squeeze the others to dots", () => {
    const rows = [interval(1, 0.5), interval(1.2, 0.5), interval(1.1, 0.5), interval(1, 400)];
    const { min, max } = spanOf(rows, 5);
    expect([min, max]).toEqual([-2, 4]);
  });

  it("survives what has no width, no value or no bound", () => {
    expect(roundSpan(0, 0, 4)).toEqual({ min: 0, max: 1, interval: 0.25 });
    expect(spanOf([{ value: null, low: null, high: null }], 4).max).toBeGreaterThan(0);
    expect(spanOf([{ value: 3, low: null, high: null }], 4)).toMatchObject({ min: 0, max: 3 });
  });

  it("always spans zero and the points, in whole steps", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, fc.double({ min: 0, max: 1e6, noNaN: true })), { minLength: 1 }),
        (pairs) => {
          const {
            min,
            max,
            interval: step,
          } = spanOf(
            pairs.map(([value, half]) => interval(value, half)),
            6,
          );
          const points = [0, ...pairs.map(([value]) => value)];
          const slack = step * 1e-6;
          expect(min).toBeLessThanOrEqual(Math.min(...points) + slack);
          expect(max).toBeGreaterThanOrEqual(Math.max(...points) - slack);
          expect(Math.abs((max - min) / step - Math.round((max - min) / step))).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

describe("the bar under the leading figure", () => {
  it("places zero beside the interval", () => {
    const bar = placeLead({ value: 0.12, low: 0.02, high: 0.22 });
    expect(bar?.zero).toBeCloseTo(0.12 / 1.24, 12);
    expect(bar?.high).toBeCloseTo(1.12 / 1.24, 12);
    expect(bar?.value).toBeCloseTo(((bar?.low ?? 0) + (bar?.high ?? 0)) / 2, 12);
  });

  it("runs to its end where the interval has none, and is not there without an estimate", () => {
    expect(placeLead({ value: 1, low: 0.5, high: null })).toMatchObject({
      high: 1,
      isOpenHigh: true,
      isOpenLow: false,
    });
    expect(placeLead({ value: null, low: 0, high: 1 })).toBeNull();
    expect(placeLead({ value: 0, low: 0, high: 0 })).toMatchObject({ zero: 0.12 / 0.24, value: 0.12 / 0.24 });
  });
});

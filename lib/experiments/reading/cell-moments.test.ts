import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromValues, mergeArms } from "../arm-statistics.ts";
import { CellMoments } from "./cell-moments.ts";

function read(values: readonly number[], denominator?: readonly number[]) {
  const cells = new CellMoments(1, denominator ? ["value", "denominator"] : ["value"]);
  const columns = denominator ? [values, denominator] : [values];
  cells.add(new Int32Array(values.length), columns, values.length);
  return cells.read(0);
}

describe("moments of cells", () => {
  test("are those of the textbook", () => {
    const { means, comoments, thirdMoment, ...rest } = read([1, 2, 3, 10]);
    expect(means).toEqual([4]);
    expect(comoments[0]?.[0]).toBeCloseTo(50, 12);
    expect(thirdMoment).toBeCloseTo(180, 10);
    expect(rest).toMatchObject({ n: 4, minimum: 1, maximum: 10, nonZero: 4 });
  });

  test("keep their digits far from 0", () => {
    const { means, comoments, thirdMoment } = read([1, 2, 3, 10].map((value) => value + 1e9));
    expect(means).toEqual([1e9 + 4]);
    expect(comoments[0]?.[0]).toBeCloseTo(50, 6);
    expect(thirdMoment).toBeCloseTo(180, 5);
  });

  test("of nobody are none, of one user are without spread", () => {
    expect(new CellMoments(2, ["value"]).read(1)).toMatchObject({ n: 0, means: [Number.NaN], minimum: null });
    expect(read([7])).toMatchObject({ n: 1, means: [7], comoments: [[0]], thirdMoment: 0 });
  });

  test("do not ask how users were parted into stretches, and leave out those of no cell", () => {
    const cells = new CellMoments(2, ["value"]);
    cells.add([0, 1, -1], [[1, 5, 99]], 3);
    cells.add([1, 0], [[6, 3]], 2);
    expect(cells.read(0)).toEqual(read([1, 3]));
    expect(cells.read(1)).toEqual(read([5, 6]));
  });

  test("agree with two passes over the values, products included, and merge to the whole", () => {
    const pair = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 60 }), fc.nat(60), (pairs, cut) => {
        const [value, denominator] = [pairs.map(([v]) => v), pairs.map(([, d]) => d)];
        const whole = read(value, denominator);
        const wanted = fromValues({ value, denominator });
        const scale = Math.sqrt((wanted.comoments[0]?.[0] ?? 0) * (wanted.comoments[1]?.[1] ?? 0));
        expect(whole.means[0]).toBeCloseTo(wanted.means[0] ?? 0, 6);
        expect(Math.abs((whole.comoments[0]?.[1] ?? 0) - (wanted.comoments[0]?.[1] ?? 0))).toBeLessThanOrEqual(
          1e-9 * (1 + scale),
        );
        expect(whole.comoments[1]?.[0]).toBe(whole.comoments[0]?.[1]);
        const parts = [value.slice(0, cut), value.slice(cut)].map((part) => read(part));
        expect(mergeArms(parts).comoments[0]?.[0]).toBeCloseTo(whole.comoments[0]?.[0] ?? 0, -3);
      }),
    );
  });
});

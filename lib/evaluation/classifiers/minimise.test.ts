import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { type Differentiable, minimise } from "./minimise.ts";

const usual = { tolerance: 1e-9, maxIterations: 500 };

/** ½ Σ scale_i (x_i − middle_i)². */
function bowl(scales: readonly number[], middle: readonly number[]): Differentiable {
  return (at, gradient) => {
    let value = 0;
    for (const [i, scale] of scales.entries()) {
      const off = (at[i] ?? 0) - (middle[i] ?? 0);
      gradient[i] = scale * off;
      value += (scale * off * off) / 2;
    }
    return value;
  };
}

describe("a minimum", () => {
  test("of a bowl is its bottom, however unlike its axes and wherever one starts", () => {
    const scale = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const place = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const axes = fc.array(fc.tuple(scale, place, place), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(axes, (given) => {
        const [scales, middle] = [given.map(([s]) => s), given.map(([, m]) => m)];
        const found = minimise(
          bowl(scales, middle),
          Float64Array.from(given, ([, , start]) => start),
          usual,
        );
        for (const [i, wanted] of middle.entries()) expect(Math.abs((found[i] ?? 0) - wanted)).toBeLessThan(1e-4);
      }),
    );
  });

  test("of Rosenbrock's valley is (1, 1), from the far side", () => {
    const valley: Differentiable = (at, gradient) => {
      const [x = 0, y = 0] = at;
      gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      gradient[1] = 200 * (y - x * x);
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    };
    const [x, y] = minimise(valley, Float64Array.of(-1.2, 1), usual);
    expect([x, y]).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
  });

  test("of Σ log(1 + e^−z) with a penalty has a gradient of 0 there", () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 200 }, () => [random.normal(), random.normal(), 1]);
    const signs = rows.map(([a = 0]) => (a + random.normal() > 0 ? 1 : -1));
    const loss: Differentiable = (at, gradient) => {
      let value = 0;
      for (let j = 0; j < 3; j++) {
        gradient[j] = at[j] ?? 0;
        value += (at[j] ?? 0) ** 2 / 2;
      }
      for (const [i, row] of rows.entries()) {
        const sign = signs[i] ?? 1;
        const z = sign * row.reduce((sum, one, j) => sum + one * (at[j] ?? 0), 0);
        value += Math.log1p(Math.exp(-z));
        for (const [j, one] of row.entries()) gradient[j] = (gradient[j] ?? 0) - (sign * one) / (1 + Math.exp(z));
      }
      return value;
    };
    const found = minimise(loss, new Float64Array(3), usual);
    const gradient = new Float64Array(3);
    const least = loss(found, gradient);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-6);
    for (let j = 0; j < 3; j++) {
      const beside = found.slice();
      beside[j] = (beside[j] ?? 0) + 0.01;
      expect(loss(beside, new Float64Array(3))).toBeGreaterThan(least);
    }
  });
});

describe("how it ends", () => {
  test("at once where it starts at the bottom, or without any variable; the start stays as it was", () => {
    let calls = 0;
    const counted: Differentiable = (at, gradient) => {
      calls++;
      return bowl([1], [3])(at, gradient);
    };
    const start = Float64Array.of(3);
    expect([...minimise(counted, start, usual)]).toEqual([3]);
    expect(calls).toBe(1);
    expect(minimise(() => 0, new Float64Array(0), usual)).toHaveLength(0);
    const other = Float64Array.of(9);
    minimise(bowl([1], [0]), other, usual);
    expect(other[0]).toBe(9);
  });

  test("after as many iterations as it may take, better than it began", () => {
    const f = bowl([1, 1000], [5, 5]);
    const found = minimise(f, new Float64Array(2), { ...usual, maxIterations: 2 });
    expect(f(found, new Float64Array(2))).toBeLessThan(f(new Float64Array(2), new Float64Array(2)));
  });

  test("on a slope without a bottom: no hang, nothing that is no number", () => {
    const slope: Differentiable = (at, gradient) => {
      gradient[0] = 1;
      return at[0] ?? 0;
    };
    const [x] = minimise(slope, Float64Array.of(0), { ...usual, maxIterations: 5 });
    expect(x).not.toBeNaN();
  });

  test("where the function stops being a number beyond a wall: it turns back", () => {
    // x − ln x, which has no value below 0.
    const wall: Differentiable = (at, gradient) => {
      const x = at[0] ?? 0;
      gradient[0] = 1 - 1 / x;
      return x - Math.log(x);
    };
    expect(minimise(wall, Float64Array.of(40), usual)[0]).toBeCloseTo(1, 6);
  });

  test("when it is called off", () => {
    const stop = new AbortController();
    stop.abort(new Error("called off"));
    expect(() => minimise(bowl([1], [1]), Float64Array.of(0), { ...usual, signal: stop.signal })).toThrow("called off");
  });
});

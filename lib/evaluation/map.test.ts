import { describe, expect, it } from "vitest";
import { axisSigns, mapCoordinates } from "./map.ts";

const axes = (...rows: number[][]) => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});

describe("axisSigns", () => {
  it("makes the largest loading positive", () => {
    expect(axisSigns(axes([0.1, -0.9], [0.9, 0.1], [-0.5, 0.4]))).toEqual([-1, 1, -1]);
  });

  it("goes by the first of loadings that differ by rounding only", () => {
    expect(axisSigns(axes([-0.70701, 0.707010001]))).toEqual([-1]);
    expect(axisSigns(axes([0.70701, -0.707010001]))).toEqual([1]);
  });
});

describe("mapCoordinates", () => {
  const projection = { mean: [10, 20], axes: axes([0.6, 0.8], [-0.8, 0.6]) };
  const at = (...row: number[]) =>
    Array.from(mapCoordinates({ data: Float32Array.from(row), rows: 1, cols: 2 }, projection));

  it("projects deviations from the mean, each axis with its sign", () => {
    expect(at(10, 20)).toEqual([0, -0]);
    const [x = 0, y = 0] = at(15, 30);
    expect(x).toBeCloseTo(5 * 0.6 + 10 * 0.8, 5);
    expect(y).toBeCloseTo(5 * 0.8 - 10 * 0.6, 5);
  });

  it("draws a user without a feature as if it were average in it", () => {
    expect(at(15, Number.NaN)).toEqual(at(15, 20));
    expect(at(Number.NaN, Number.NaN)).toEqual(at(10, 20));
  });

  it("leaves the second coordinate at 0 where there is one feature", () => {
    const x = { data: Float32Array.of(3, 5), rows: 2, cols: 1 };
    expect([...mapCoordinates(x, { mean: [4], axes: axes([1]) })]).toEqual([-1, 0, 1, 0]);
  });
});

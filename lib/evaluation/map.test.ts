import { describe, expect, it } from "vitest";
import { mapCoordinates } from "./map.ts";

describe("mapCoordinates", () => {
  const projection = { mean: Float64Array.of(10, 20), axes: Float64Array.of(0.6, 0.8, 0.8, -0.6) };
  const at = (...row: number[]) =>
    Array.from(mapCoordinates({ data: Float32Array.from(row), rows: 1, cols: 2 }, projection));

  it("projects deviations from the mean", () => {
    expect(at(10, 20)).toEqual([0, 0]);
    const [x = 0, y = 0] = at(15, 30);
    expect(x).toBeCloseTo(5 * 0.6 + 10 * 0.8, 5);
    expect(y).toBeCloseTo(5 * 0.8 - 10 * 0.6, 5);
  });

  it("draws a user without a feature as if it were average in it", () => {
    expect(at(15, Number.NaN)).toEqual(at(15, 20));
    expect(at(Number.NaN, Number.NaN)).toEqual(at(10, 20));
  });

  it("draws the first two of more axes", () => {
    const axes = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    const x = { data: Float32Array.of(1, 2, 3), rows: 1, cols: 3 };
    expect([...mapCoordinates(x, { mean: new Float64Array(3), axes })]).toEqual([1, 2]);
  });

  it("leaves the second coordinate at 0 where there is one feature", () => {
    const x = { data: Float32Array.of(3, 5), rows: 2, cols: 1 };
    expect([...mapCoordinates(x, { mean: Float64Array.of(4), axes: Float64Array.of(1) })]).toEqual([-1, 0, 1, 0]);
  });
});

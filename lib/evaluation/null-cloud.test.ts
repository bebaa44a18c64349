import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { type CloudShape, countSpreadAxes, fillCloud, rangeOver } from "./null-cloud.ts";

const cloudOf = (rows: number, variances: number[], seed = 1, shape: CloudShape = "gaussian") => {
  const cloud = { data: new Float32Array(rows * variances.length), rows, cols: variances.length };
  fillCloud(cloud, variances, createRandom(seed), shape);
  return cloud;
};

describe("fillCloud", () => {
  it("draws one Gaussian with the variances asked for and no correlation", () => {
    const variances = [9, 1, 0.04];
    const { data, rows, cols } = cloudOf(20_000, variances);
    for (let a = 0; a < cols; a++) {
      for (let b = 0; b < cols; b++) {
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += (data[row * cols + a] ?? 0) * (data[row * cols + b] ?? 0);
        const scale = Math.sqrt((variances[a] ?? 0) * (variances[b] ?? 0));
        // Standard error 1/√n for a correlation, √2/√n for a variance.
        expect(Math.abs(sum / rows / scale - (a === b ? 1 : 0))).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(rows));
      }
    }
  });

  it("draws a flat cloud of the same variances, within ±√3 standard deviations", () => {
    const { data, rows } = cloudOf(20_000, [4], 2, "flat");
    expect(data.reduce((sum, value) => sum + value * value, 0) / rows).toBeCloseTo(4, 1);
    expect(data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThanOrEqual(2 * Math.sqrt(3));
  });

  it("stays flat where the covariance is singular, and where rounding made a variance negative", () => {
    const { data } = cloudOf(50, [1, 0, -1e-18]);
    expect(data.every((value, at) => at % 3 === 0 || value === 0)).toBe(true);
  });

  it("repeats for the same seed only", () => {
    expect(cloudOf(10, [1, 2], 5)).toEqual(cloudOf(10, [1, 2], 5));
    expect(cloudOf(10, [1, 2], 5)).not.toEqual(cloudOf(10, [1, 2], 6));
  });
});

it("leaves out axes without spread, but never all of them", () => {
  expect(countSpreadAxes([4, 1, 1e-12, 0])).toBe(2);
  expect(countSpreadAxes([0, 0])).toBe(1);
});

it("gives the range of a figure over the clouds that have it, none without", () => {
  expect(rangeOver([0.3, 0.5])).toEqual({ mean: 0.4, low: 0.3, high: 0.5 });
  expect(rangeOver([null, 0.1, Number.NaN])).toEqual({ mean: 0.1, low: 0.1, high: 0.1 });
  expect(rangeOver([])).toBeNull();
});

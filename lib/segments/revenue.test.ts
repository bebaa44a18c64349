import { expect, it } from "vitest";
import { shareRevenue } from "./revenue.ts";

it("shares the revenue of the segments, users of none left out", () => {
  expect(shareRevenue(Float64Array.of(30, 60, 10, 500), Int32Array.of(0, 1, 0, -1), 2)).toEqual([0.4, 0.6]);
});

it("adds in cents, so that the order of users changes no bit", () => {
  const amounts = [0.1, 0.2, 0.3, 1e7, 0.7];
  const labels = [0, 0, 0, 1, 0];
  const one = shareRevenue(Float64Array.from(amounts), Int32Array.from(labels), 2);
  const other = shareRevenue(Float64Array.from(amounts.toReversed()), Int32Array.from(labels.toReversed()), 2);
  expect(other).toEqual(one);
});

it("says nothing without amounts, or where they come to nothing", () => {
  expect(shareRevenue(Float64Array.of(Number.NaN, Number.NaN), Int32Array.of(0, 1), 2)).toBeNull();
  expect(shareRevenue(Float64Array.of(5, -5), Int32Array.of(0, 1), 2)).toBeNull();
  expect(shareRevenue(new Float64Array(0), new Int32Array(0), 2)).toBeNull();
});

it("counts an amount that is missing as none", () => {
  expect(shareRevenue(Float64Array.of(Number.NaN, 4), Int32Array.of(0, 1), 2)).toEqual([0, 1]);
});

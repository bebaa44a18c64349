import { describe, expect, it } from "vitest";
import { trendChange, trendMeasure } from "./trend.ts";

function monthsOf(revenues: readonly (number | null)[], isLastPart = false) {
  return revenues.map((revenue, i) => ({
    month: `2024-${String(i + 1).padStart(2, "0")}`,
    orders: 10 * (i + 1),
    revenue,
    isPart: isLastPart && i === revenues.length - 1,
  }));
}

describe("trendChange", () => {
  it("sets the last three whole months against the three before", () => {
    expect(trendChange(monthsOf([900, 10, 10, 10, 8, 8, 8]))).toBeCloseTo(-0.2);
  });

  it("leaves out a month that the data end in", () => {
    expect(trendChange(monthsOf([10, 10, 10, 20, 20, 20, 1], true))).toBeCloseTo(1);
  });

  it("counts orders where there is no money", () => {
    expect(trendMeasure(monthsOf([null, null]))).toBe("orders");
    expect(trendChange(monthsOf([null, null, null, null, null, null]))).toBeCloseTo(150 / 60 - 1);
  });

  it("says nothing of too few months, or after months of nothing", () => {
    expect(trendChange(monthsOf([1, 2, 3, 4, 5]))).toBeNull();
    expect(trendChange(monthsOf([0, 0, 0, 4, 5, 6]))).toBeNull();
    expect(trendChange([])).toBeNull();
  });
});

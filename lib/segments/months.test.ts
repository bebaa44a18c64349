import { describe, expect, it } from "vitest";
import { fillMonths } from "./months.ts";

describe("fillMonths", () => {
  it("puts a month without orders in as nothing sold, over the turn of a year", () => {
    const known = [
      { month: "2010-11", orders: 4, revenue: 20 },
      { month: "2011-01", orders: 2, revenue: 9 },
    ];
    expect(fillMonths(known, "2010-11-01", "2011-01-31")).toEqual([
      { month: "2010-11", orders: 4, revenue: 20, isPart: false },
      { month: "2010-12", orders: 0, revenue: 0, isPart: false },
      { month: "2011-01", orders: 2, revenue: 9, isPart: false },
    ]);
  });

  it("marks where the data begin and end within a month, leap days included", () => {
    const parts = (from: string, to: string) => fillMonths([], from, to).map(({ isPart }) => isPart);
    expect(parts("2024-01-02", "2024-02-29")).toEqual([true, false]);
    expect(parts("2024-01-01", "2024-02-28")).toEqual([false, true]);
    expect(parts("2024-05-03", "2024-05-20")).toEqual([true]);
  });

  it("has no money where the data have none", () => {
    expect(
      fillMonths([{ month: "2024-02", orders: 1, revenue: null }], "2024-01-01", "2024-02-29")[0]?.revenue,
    ).toBeNull();
  });
});

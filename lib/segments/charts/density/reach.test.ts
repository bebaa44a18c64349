import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReportData } from "../../schema.ts";
import { makeReport } from "../fixtures/report-data.ts";
import { pageTheme } from "../fixtures/themes.ts";
import { chartsOf } from "../index.ts";
import { reachChart, reachRange, shareWithin } from "./reach.ts";
import { writeDistance, writeRoundDistance } from "./write-distance.ts";

/** 200 places of a slow rise to 1, and a steep one to 9 over the last tenth. */
const distances = Array.from({ length: 200 }, (_, i) => (i < 180 ? 0.2 + (0.8 * i) / 180 : 1 + (8 * (i - 179)) / 20));

function reportOf(eps: number, isAutomatic: boolean): ReportData {
  return { ...makeReport(), reach: { eps, isAutomatic, minSamples: 10, distances } };
}

describe("the curve of distances", () => {
  it("says in its title who has enough others near, and where it turns", () => {
    expect(reachChart.title(reportOf(1, true), "en").replaceAll("\u00a0", " ")).toBe(
      "Within 1, 90 % of customers have enough others near; beyond, distances rise steeply",
    );
    expect(reachChart.title(reportOf(0.5, false), "en")).toContain("Within 0.500 as asked, 34");
    expect(reachChart.title(reportOf(0.5, false), "en")).toContain("the curve turns at 0.99");
    expect(reachChart.title(reportOf(0.98, false), "zh")).toContain("正好位于曲线转折处");
  });

  it("does not let far users press all others flat, and says how many lie above", () => {
    const range = reachRange({ ...{ eps: 1, isAutomatic: true, minSamples: 10 }, distances: [...distances, 500] });
    expect(range.max).toBeLessThan(15);
    const beyond = {
      ...reportOf(1, true),
      reach: { eps: 1, isAutomatic: true, minSamples: 10, distances: [...distances, 500] },
    };
    expect(reachChart.subtitle(beyond, "en")).toContain("lie above");
    expect(reachChart.subtitle(reportOf(8, false), "en")).not.toContain("above");
  });

  it("has the chosen distance in its table, whole or thinned, in order", () => {
    for (const most of [undefined, 100]) {
      const { rows } = reachChart.table(reportOf(1, true), "en", most);
      expect(rows.filter(([, , mark]) => mark === "used")).toHaveLength(1);
      expect(rows.length).toBeLessThanOrEqual(most ?? 202);
      expect(rows.map(([share]) => share)).toEqual(
        rows.map(([share]) => share).toSorted((a, b) => Number(a) - Number(b)),
      );
    }
  });

  it("stands beside the map in place of a choice of numbers, even where there is one group", () => {
    const [fit] = makeReport().fits;
    const data = { ...reportOf(1, true), fits: fit ? [fit] : [] };
    expect(chartsOf(data).map(({ id }) => id)).toEqual(["map", "silhouette", "reach", "profile", "shares"]);
    expect(chartsOf({ ...data, k: 1 }).map(({ id }) => id)).toEqual(["map", "reach"]);
  });

  it("can be drawn where all are alike", () => {
    const data = { ...makeReport(), reach: { eps: 1, isAutomatic: true, minSamples: 10, distances: [0, 0, 0] } };
    expect(reachChart.title(data, "en")).not.toMatch(/NaN|undefined/);
    expect(
      JSON.stringify(reachChart.option(data, "en", pageTheme("light"), { width: 400, height: 300, focus: [] })),
    ).not.toMatch(/null,null/);
  });
});

it("counts who has enough within a distance as the curve has it: rising, 0 below the least, 1 from the most on", () => {
  expect(shareWithin({ distances }, 0.1)).toBe(0);
  expect(shareWithin({ distances }, 9)).toBe(1);
  expect(shareWithin({ distances: [1, 2, 4] }, 3)).toBe(0.75);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(shareWithin({ distances }, low)).toBeLessThanOrEqual(shareWithin({ distances }, high));
    }),
  );
});

it("writes distances with three digits", () => {
  expect([0, 0.01234, 1.234, 123.4, 12345].map(writeDistance)).toEqual(["0", "0.0123", "1.23", "123", "12,345"]);
  expect([0, 0.05, 0.5, 1.5, 2, 100].map(writeRoundDistance)).toEqual(["0", "0.05", "0.5", "1.5", "2", "100"]);
  expect([1.2e-7, 1e-9].map(writeRoundDistance)).toEqual(["0.00000012", "0.000000001"]);
});

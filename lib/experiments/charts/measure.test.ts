import { describe, expect, it } from "vitest";
import { experimentData } from "./experiment-chart.ts";
import { makeHillstrom } from "./fixtures/reports.ts";
import { measureOf, significant, writeAmount, writeLift, writeLifts, writeP, writePercent } from "./measure.ts";

const data = experimentData(makeHillstrom());
const [visit, , spend] = data.report.metrics;
if (!visit || !spend) throw new Error("Hillstrom has visits and spend");

describe("effects in words", () => {
  it("writes shares in points and money in its currency, with the decimals that the interval deserves", () => {
    expect(measureOf(visit, data, "en").difference({ value: 0.04523, low: 0.0389, high: 0.0516 })).toMatchObject({
      figure: "+4.5 points",
      brief: "+4.5",
      range: "+3.9 to +5.2",
    });
    expect(measureOf(visit, data, "zh").difference({ value: -0.0082, low: -0.0133, high: -0.0031 }).figure).toBe(
      "−0.8 个百分点",
    );
    expect(measureOf(spend, data, "en").difference({ value: 0.4244, low: 0.169, high: 0.68 })).toMatchObject({
      figure: "+$0.42",
      range: "+0.17 to +0.68",
    });
    expect(measureOf(spend, data, "en").level(0.6528)).toBe("$0.65");
  });

  it("says which end has no bound, and gives a dash for what was not computed", () => {
    const { difference } = measureOf(visit, data, "en");
    expect(difference({ value: 0.02, low: 0.01, high: null }).range).toBe("+1.0 or more, no upper bound");
    expect(difference({ value: 0.02, low: null, high: null }).range).toBe("no bounds");
    expect(difference({ value: null, low: null, high: null }).figure).toBe("–");
    expect(measureOf(visit, data, "en").level(null)).toBe("–");
  });

  it("writes relative changes alike at both ends", () => {
    const lift = { value: 0.6502, low: 0.149, high: 1.151 };
    expect(writeLifts(lift, "en")).toMatchObject({ figure: "+65.0\u00a0%", range: "+14.9 to +115.1\u00a0%" });
    expect(writeLifts(lift, "zh").range).toBe("+14.9% 至 +115.1%");
    expect(writeLift(0.25, "en")).toBe("+25\u00a0%");
  });

  it("keeps small numbers visible", () => {
    expect(significant(0.000057234)).toBe("0.0000572");
    expect(significant(1077.2)).toBe("1,077");
    expect(writeAmount(0.0031, "USD")).toBe("$0.0031");
    expect(writePercent(0.00573, "en")).toBe("0.57\u00a0%");
    expect([writeP(0.34), writeP(1e-20), writeP(null)]).toEqual(["0.34", "< 0.001", "–"]);
  });
});

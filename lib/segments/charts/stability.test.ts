import { describe, expect, it } from "vitest";
import { makeJudgedReport } from "./fixtures/judged-report.ts";
import { seriesOf, styledOf, valuesOf } from "./fixtures/option.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { stabilityChart } from "./stability.ts";

const theme = pageTheme("dark");
const view = { width: 480, height: 460, focus: [] };
const data = makeJudgedReport();

describe("stability", () => {
  it("is a bar a segment from zero to one, in the segment's colour, with its error and its null", () => {
    const option = stabilityChart.option(data, "en", theme, view);
    expect(option).toMatchObject({ xAxis: { min: 0, max: 1 } });
    const bars = seriesOf(option, "jaccard");
    expect(valuesOf(bars)).toEqual([0.93, 0.81, 0.78, 0.66, 0.41]);
    expect(new Set(styledOf(bars).map(({ itemStyle }) => itemStyle?.color)).size).toBe(5);
    expect(seriesOf(option, "error").data).toHaveLength(5);
    // The first has no null to stand beside.
    expect(valuesOf(seriesOf(option, "null"))).toEqual([1, 2, 3, 4].map((at) => [0.55, at]));
  });

  it.each([
    [[0.9, 0.8, 0.8, 0.8, 0.8], "All 5 segments come back when users are drawn anew"],
    [[0.9, 0.8, 0.8, 0.8], "4 segments come back when users are drawn anew; 1 is too small to tell"],
    [[0.9, 0.8], "2 segments come back when users are drawn anew; 3 are too small to tell"],
    [[0.9, 0.7, 0.4], "1 of 3 segments comes back when users are drawn anew; least of all “Loyal regulars”"],
    [[0.5, 0.4], "No segment comes back surely when users are drawn anew; least of all “New this season”"],
  ])("of %j says what comes back", (jaccards, said) => {
    expect(stabilityChart.title(makeJudgedReport([5], jaccards), "en")).toBe(said);
  });

  it("reads at fifty segments: thin bars without figures that would touch", () => {
    const many = makeJudgedReport(
      [5],
      Array.from({ length: 50 }, (_, i) => 0.4 + 0.01 * i),
    );
    const bars = styledOf(seriesOf(stabilityChart.option(many, "zh", theme, view), "jaccard"));
    expect(bars).toHaveLength(50);
    expect(bars.every(({ label }) => label?.show === false)).toBe(true);
    expect(stabilityChart.height?.(many)).toBeGreaterThan(50 * 14);
  });

  it("gives each segment's grade in words, in the table and on its card", () => {
    const { columns, rows } = stabilityChart.table(data, "en");
    expect(rows.map((row) => row.at(-1))).toEqual(["highly stable", "stable", "stable", "a pattern", "dissolves"]);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    expect(stabilityChart.hover(data, "zh", { series: "jaccard", index: 4, value: [] })).toMatchObject({
      ...{ segment: 4, subtitle: "重抽样下消散" },
    });
    expect(stabilityChart.hover(data, "en", { series: "error", index: 0, value: [] })).toBeNull();
  });

  it("says in both languages what is drawn", () => {
    for (const locale of ["en", "zh"] as const)
      expect(stabilityChart.description(data, locale)).not.toMatch(/\?|undefined|NaN/);
  });
});

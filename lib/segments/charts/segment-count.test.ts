import { describe, expect, it } from "vitest";
import type { ReportData } from "../schema.ts";
import { seriesOf, styledOf, valuesOf } from "./fixtures/option.ts";
import { makeLargeReport, makeReport, makeUsersReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { segmentCountChart } from "./segment-count.ts";

const theme = pageTheme("light");
const view = { width: 520, height: 430, focus: [] };
const shop = makeReport();

/** The shop with the chosen fit's cloud moved. */
function withCloud(mean: number, part: Partial<ReportData> = {}): ReportData {
  const cloud = { mean, low: mean - 0.005, high: mean + 0.005 };
  const fits = shop.fits.map((fit) => (fit.k === 5 ? { ...fit, nullSilhouette: cloud } : fit));
  return { ...shop, fits, ...part };
}

describe("the k chart's finding", () => {
  it("weighs the chosen k against one cloud", () => {
    expect(segmentCountChart.title(withCloud(0.2), "en")).toBe(
      "5 segments score highest of 3–10: 0.34, where one cloud gives 0.20",
    );
    expect(segmentCountChart.title(withCloud(0.3), "en")).toContain("hardly above one cloud");
    expect(segmentCountChart.title(withCloud(0.34), "en")).toContain("but one cloud does as well");
    expect(segmentCountChart.title(withCloud(0.34), "zh")).toBe("在 3–10 群中分 5 群得分最高，但单一云团也能达到");
  });

  it("does not say that an asked k was the best", () => {
    const asked = { chosenBy: "asked" } as const;
    expect(segmentCountChart.title(withCloud(0.3, asked), "en")).toBe("5 segments as asked, hardly above one cloud");
    const alone = { ...shop, ...asked, k: 7, fits: shop.fits.map((fit) => ({ ...fit, nullSilhouette: null })) };
    expect(segmentCountChart.title(alone, "en")).toBe("7 segments as asked; 5 would score higher");
    expect(segmentCountChart.title({ ...alone, k: 5 }, "en")).toBe(
      "5 segments as asked, the best score of those tried",
    );
    expect(segmentCountChart.title(makeUsersReport(), "en")).toBe("3 segments as asked");
  });
});

describe("the k chart", () => {
  it("draws data and cloud at the same places, the cloud with its range", () => {
    const option = segmentCountChart.option(shop, "en", theme, view);
    expect(valuesOf(seriesOf(option, "data"))).toEqual(shop.fits.map((fit, i) => [i, fit.silhouette]));
    expect(valuesOf(seriesOf(option, "cloud"))).toEqual(shop.fits.map((fit, i) => [i, fit.nullSilhouette?.mean]));
    const coord = (point: readonly number[]) => point;
    const ring = seriesOf(option, "cloud-range").renderItem?.({}, { coord }) as { shape: { points: number[][] } };
    expect(ring.shape.points).toHaveLength(18);
    expect(ring.shape.points[0]).toEqual([0, 0.397 + 0.007]);
    expect(ring.shape.points.at(-1)).toEqual([0, 0.397 - 0.008]);
  });

  it("keeps the names at the lines' ends apart where the lines meet", () => {
    const offsets = (mean: number) => {
      const last = shop.fits.length - 1;
      const silhouette = shop.fits[last]?.silhouette ?? 0;
      const cloud = { mean: silhouette + mean, low: silhouette + mean, high: silhouette + mean };
      const fits = shop.fits.map((fit, i) => (i === last ? { ...fit, nullSilhouette: cloud } : fit));
      const option = segmentCountChart.option({ ...shop, fits }, "en", theme, view);
      return ["data", "cloud"].map((id) => {
        const { endLabel } = seriesOf(option, id) as { endLabel?: { offset?: number[] } };
        return endLabel?.offset?.[1];
      });
    };
    expect(offsets(0)).toEqual([-8, 8]);
    expect(offsets(0.001)[0]).toBeGreaterThan(0);
    expect(offsets(0.2).map(Math.abs as (shift: number | undefined) => number)).toEqual([0, 0]);
  });

  it("marks k = 2 as shown only, with a hollow point", () => {
    const option = segmentCountChart.option(shop, "en", theme, view);
    const [two, three] = styledOf(seriesOf(option, "data"));
    expect(two?.itemStyle?.color).toBe(theme.surface);
    expect(three?.itemStyle?.color).toBe(theme.accent);
    expect(option).toMatchObject({ xAxis: { data: ["2\nnot offered", "3", "4", "5", "6", "7", "8", "9", "10"] } });
  });

  it("keeps the axis around everything drawn", () => {
    const { yAxis } = segmentCountChart.option(shop, "en", theme, view) as { yAxis: { min: number; max: number } };
    expect(yAxis.min).toBeLessThan(0.235);
    expect(yAxis.max).toBeGreaterThan(0.433);
  });

  it("draws no cloud where none was drawn, and errors only of samples", () => {
    expect(() => seriesOf(segmentCountChart.option(makeUsersReport(), "en", theme, view), "cloud")).toThrow();
    expect(seriesOf(segmentCountChart.option(shop, "en", theme, view), "error").data).toHaveLength(0);
    const sampled = segmentCountChart.option(makeLargeReport(500), "en", theme, view);
    expect(valuesOf(seriesOf(sampled, "error"))[0]).toEqual([0, 0.433, 0.008]);
  });
});

describe("the k chart's table", () => {
  it("holds every fit with its measures and its mark", () => {
    const { rows } = segmentCountChart.table(shop, "en");
    expect(rows.map((row) => row[0])).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rows.map((row) => row.at(-1))).toEqual(["not offered", "", "", "chosen", "", "", "", "", ""]);
    expect(rows[3]?.slice(1, 6)).toEqual([0.344, null, 0.286, 0.286 - 0.008, 0.286 + 0.007]);
  });

  it("speaks of the point under the pointer, not of its place", () => {
    const card = segmentCountChart.hover(shop, "en", { series: "data", index: 3, value: [3, 0.344] });
    expect(card).toMatchObject({ title: "5 segments", subtitle: "chosen" });
    expect(card?.rows[0]).toEqual(["Average silhouette", "0.344"]);
    const six = segmentCountChart.hover(shop, "zh", { series: "data", index: 4, value: [4, 0.32] });
    expect(six?.subtitle).toBe("轮廓系数 0.32，低于 0.34。");
    const two = segmentCountChart.hover(shop, "en", { series: "data", index: 0, value: [0, 0.433] });
    expect(two?.subtitle).toBe("not offered");
  });
});

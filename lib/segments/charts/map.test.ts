import { describe, expect, it } from "vitest";
import { makeNoiseReport } from "./fixtures/noise-report.ts";
import { allSeries, seriesOf, styledOf, valuesOf } from "./fixtures/option.ts";
import { makeLargeReport, makeReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { mapChart } from "./map.ts";

const theme = pageTheme("light");
const view = { width: 800, height: 430, focus: [] };
const shop = makeReport();

describe("the map's option", () => {
  it("draws every user of the map once, in their segment's colour", () => {
    const option = mapChart.option(shop, "en", theme, view);
    const drawn = shop.summary.segments.map(({ id }) => seriesOf(option, `segment-${id}`));
    expect(drawn.reduce((sum, { data }) => sum + data.length, 0)).toBe(4338);
    expect(new Set(drawn.map(({ itemStyle }) => itemStyle?.color)).size).toBe(5);
    const [, y, index] = valuesOf(seriesOf(option, "segment-2"))[7] as readonly number[];
    expect(shop.map.segment[index ?? -1]).toBe(2);
    expect(shop.map.y[index ?? -1]).toBe(y);
  });

  it("draws who is in no segment in grey, under the others and without a name at a middle", () => {
    const data = makeNoiseReport();
    const option = mapChart.option(data, "en", theme, view);
    const rest = seriesOf(option, "segment--1");
    expect(rest.data).toHaveLength(640);
    expect(rest).toMatchObject({ itemStyle: { color: theme.noise }, z: 1, name: "No segment" });
    expect(styledOf(seriesOf(option, "names"))).toHaveLength(3);
    const at = data.map.segment.indexOf(-1);
    expect(mapChart.hover(data, "zh", { series: "segment--1", index: 0, value: [0, 0, at] })).toMatchObject({
      ...{ segment: -1, subtitle: "未归入任何人群" },
    });
    expect(mapChart.description(data, "en")).toContain("No segment 640");
  });

  it("draws a run without any segment as one grey cloud, and says so", () => {
    const data = makeNoiseReport([], 300);
    const option = mapChart.option(data, "en", theme, view);
    expect(seriesOf(option, "segment--1").data).toHaveLength(300);
    expect(mapChart.title(data, "en")).toBe("No groups: everybody lies in one cloud");
    expect(mapChart.table(data, "en", 5).rows.map((row) => row[1])).toEqual(new Array(5).fill("No segment"));
  });

  it("keeps distances true: a unit is as long across as up, whatever the frame", () => {
    for (const frame of [view, { width: 360, height: 310, focus: [] }]) {
      const { xAxis, yAxis } = mapChart.option(shop, "en", theme, frame) as Record<
        "xAxis" | "yAxis",
        { min: number; max: number }
      >;
      expect((xAxis.max - xAxis.min) / frame.width).toBeCloseTo((yAxis.max - yAxis.min) / frame.height, 9);
      expect(shop.map.x.every((x) => x > xAxis.min && x < xAxis.max)).toBe(true);
      expect(shop.map.y.every((y) => y > yAxis.min && y < yAxis.max)).toBe(true);
    }
  });

  it("fades the others and names only the segments in focus", () => {
    const option = mapChart.option(shop, "en", theme, { ...view, focus: [1, 3] });
    expect(seriesOf(option, "segment-1").itemStyle?.opacity).toBeGreaterThan(0.5);
    expect(seriesOf(option, "segment-0").itemStyle?.opacity).toBeLessThan(0.1);
    const names = styledOf(seriesOf(option, "names")).map(({ label }) => label?.formatter);
    expect(names).toEqual(["New this season", "Returns a lot"]);
  });

  it("moves names that would cover one another", () => {
    const stacked = { ...shop, map: { ...shop.map, x: shop.map.x.map(() => 0), y: shop.map.y.map(() => 0) } };
    const offsets = styledOf(seriesOf(mapChart.option(stacked, "en", theme, view), "names")).map(
      ({ label }) => label?.offset?.[1] ?? 0,
    );
    const sorted = offsets.toSorted((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++) expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThan(20);
  });

  it("cuts many long names rather than covering the map with them", () => {
    const large = makeLargeReport(500);
    const names = styledOf(seriesOf(mapChart.option(large, "en", theme, view), "names"));
    expect(names.map(({ label }) => label?.formatter).every((name) => name?.endsWith("…"))).toBe(true);
    const focused = mapChart.option(large, "en", theme, { ...view, focus: [2] });
    expect(styledOf(seriesOf(focused, "names"))[0]?.label?.formatter).toBe(
      "Frequent big spenders with\nmany different items 3",
    );
  });

  it("names the largest of fifty, and covers no more than a sixth", () => {
    const many = makeReport({ sizes: Array.from({ length: 50 }, (_, i) => 900 - 17 * i) });
    const names = styledOf(seriesOf(mapChart.option(many, "en", theme, view), "names"));
    expect(names[0]?.label?.formatter).toMatch(/^One order/);
    expect(names.length).toBeGreaterThan(8);
    expect(names.length).toBeLessThan(40);
  });

  it("draws at once on one canvas, so that a print or a picture has every point", () => {
    for (const series of allSeries(mapChart.option(shop, "en", theme, view)).slice(0, 5))
      expect(series).toMatchObject({ progressive: 0, progressiveThreshold: 1_000_000 });
  });

  it("puts the name above a handful of dots, so as not to hide them", () => {
    const map = { ...shop.map, drawn: 3, x: [0, 1, 2], y: [0, 1, 2], segment: [0, 0, 1], ids: ["a", "b", "c"] };
    const few = { ...shop, map: { ...map, silhouette: [0, 0, 0], values: [] } };
    const [first] = styledOf(seriesOf(mapChart.option(few, "en", theme, view), "names"));
    const { offset } = (first?.label ?? {}) as { offset?: number[] };
    expect(offset?.[1]).toBeLessThan(-15);
  });

  it("draws an empty map and a segment without points", () => {
    const map = { ...shop.map, drawn: 0, ids: [], x: [], y: [], segment: [], silhouette: [] };
    const option = mapChart.option({ ...shop, map }, "en", theme, view);
    expect(seriesOf(option, "names").data).toHaveLength(0);
    expect(allSeries(option)).toHaveLength(6);
  });
});

describe("the map's words", () => {
  it("say when it is a sample, and of how many", () => {
    const large = makeLargeReport();
    expect(mapChart.subtitle(large, "en")).toContain("an even sample of 20,000 of 146,972");
    expect(mapChart.subtitle(large, "zh")).toContain("从 146,972 位中抽取 20,000 位");
    expect(mapChart.subtitle(shop, "en")).toContain("all 4,338 drawn · the two directions hold 63\u00a0%");
  });

  it("claim no more than the verdict does", () => {
    const title = (strength: "none" | "weak" | "reasonable" | "strong") => {
      const summary = { ...shop.summary, verdict: { ...shop.summary.verdict, strength } };
      return mapChart.title({ ...shop, summary }, "en");
    };
    expect(title("none")).toBe("One cloud: the segments are slices of it");
    expect(title("weak")).toBe("The segments shade into one another");
    expect(title("strong")).toBe("The segments stand well apart");
  });
});

describe("the map's table and hover card", () => {
  it("hold what is drawn, user by user", () => {
    const { columns, rows } = mapChart.table(shop, "en");
    expect(rows).toHaveLength(4338);
    expect(columns.map(({ label }) => label)).toEqual([
      "Customer",
      "Segment",
      "Days since last order",
      "Orders",
      "Spend",
      "Average order value",
      "Silhouette",
      "First direction",
      "Second direction",
    ]);
    expect(rows.map((row) => row[7])).toEqual(shop.map.x);
    expect(rows[0]?.[6]).toBeNull();
  });

  it("can be cut short, saying how much is left off", () => {
    const { rows, leftOff } = mapChart.table(shop, "en", 200);
    expect([rows.length, leftOff]).toEqual([200, 4138]);
  });

  it("write values in the reader's units and language", () => {
    const at = { series: "segment-0", index: 0, value: [0, 0, 1] };
    const card = mapChart.hover(shop, "en", at);
    expect(card).toMatchObject({ title: "Customer 12347", segment: 0, subtitle: "One order, long ago" });
    expect(card?.rows[0]?.[1]).toMatch(/^\d+ days$/);
    expect(card?.rows[2]?.[1]).toMatch(/^£/);
    expect(mapChart.hover(shop, "zh", at)?.rows.map(([label]) => label)).toContain("轮廓系数");
    expect(mapChart.hover(shop, "en", { ...at, value: [0, 0, 0] })?.rows.at(-1)).toEqual(["Silhouette", "–"]);
  });
});

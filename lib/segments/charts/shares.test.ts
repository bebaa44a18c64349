import { describe, expect, it } from "vitest";
import { makeNoiseReport } from "./fixtures/noise-report.ts";
import { allSeries, seriesOf, styledOf, valuesOf } from "./fixtures/option.ts";
import { makeReport, makeUsersReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { leadingSegment, peopleWords } from "./people.ts";
import { sharesChart } from "./shares.ts";

const theme = pageTheme("light");
const view = { width: 520, height: 430, focus: [] };
const shop = makeReport();
const users = makeUsersReport();

describe("the shares", () => {
  it("draw people and revenue of every segment, from zero", () => {
    const option = sharesChart.option(shop, "en", theme, view);
    expect(valuesOf(seriesOf(option, "people"))).toEqual(shop.summary.segments.map(({ share }) => share));
    expect(valuesOf(seriesOf(option, "revenue"))).toEqual(shop.summary.segments.map((s) => s.revenueShare));
    expect(option).toMatchObject({ xAxis: { min: 0 } });
  });

  it("ask for a line of text a segment", () => {
    const many = makeReport({ sizes: Array.from({ length: 50 }, (_, i) => 900 - 17 * i) });
    expect(sharesChart.height?.(many)).toBeGreaterThan(50 * 14);
    expect(sharesChart.height?.(shop)).toBeLessThan(200);
  });

  it("end with who is in no segment, so that they come to all", () => {
    const data = makeNoiseReport();
    const people = valuesOf(seriesOf(sharesChart.option(data, "en", theme, view), "people"));
    expect(people).toHaveLength(4);
    expect(people.reduce<number>((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 12);
    expect(sharesChart.table(data, "zh").rows.at(-1)?.slice(0, 2)).toEqual(["未归入任何人群", 640]);
    expect(sharesChart.hover(data, "en", { series: "people", index: 3, value: [] })).toMatchObject({ segment: -1 });
  });

  it("leave revenue out where there is no money", () => {
    expect(allSeries(sharesChart.option(users, "en", theme, view)).map(({ id }) => id)).toEqual(["people"]);
    expect(sharesChart.table(users, "en").columns).toHaveLength(3);
    expect(sharesChart.title(users, "en")).toBe("“Older, middle income”, the largest, holds 44\u00a0% of users");
  });

  it("say who brings the money", () => {
    expect(sharesChart.title(shop, "en")).toBe("“Big basket, gifts”: 5\u00a0% of customers, 35\u00a0% of revenue");
    expect(sharesChart.title(shop, "zh")).toBe("“大额礼品客户”：客户占比 5%，收入占比 35%");
  });

  it("end the axis at a round figure above the largest bar", () => {
    const { xAxis } = sharesChart.option(shop, "en", theme, view) as { xAxis: { max: number; interval: number } };
    expect([xAxis.max, xAxis.interval]).toEqual([0.4, 0.1]);
  });

  it("name the bars of the first segment instead of needing a legend", () => {
    const labels = styledOf(seriesOf(sharesChart.option(shop, "en", theme, view), "revenue"));
    expect(labels.map(({ label }) => label?.formatter).slice(0, 2)).toEqual(["6\u00a0% revenue", "22\u00a0%"]);
  });

  it("have the same in the table and the hover card", () => {
    const row = sharesChart.table(shop, "en").rows[4];
    expect(row).toEqual([
      "Big basket, gifts",
      213,
      shop.summary.segments[4]?.share,
      shop.summary.segments[4]?.revenueShare,
    ]);
    const card = sharesChart.hover(shop, "en", { series: "revenue", index: 4, value: [0.35] });
    expect(card?.rows[0]).toEqual(["Customers", "213"]);
  });
});

describe("words for people", () => {
  it("call buyers customers and everybody else users", () => {
    expect(peopleWords(shop, "en")).toEqual({
      person: "customer",
      Person: "Customer",
      people: "customers",
      People: "Customers",
      row: 0,
    });
    expect(peopleWords(users, "zh").people).toBe("用户");
    const measured = { ...users, ingest: { ...users.ingest, unit: "row" as const } };
    expect(peopleWords(measured, "en")).toEqual({
      person: "row",
      Person: "Row",
      people: "rows",
      People: "Rows",
      row: 1,
    });
    expect(peopleWords(measured, "zh").People).toBe("行数");
  });

  it("lead with money where there is any, else with size", () => {
    expect(leadingSegment(shop)?.id).toBe(4);
    expect(leadingSegment(users)?.id).toBe(0);
    const rich = makeNoiseReport();
    const noise = rich.summary.noise && { ...rich.summary.noise, revenueShare: 0.9 };
    expect(leadingSegment({ ...rich, summary: { ...rich.summary, noise } })?.id).toBe(-1);
    expect(leadingSegment({ ...users, summary: { ...users.summary, segments: [] } })).toBeNull();
  });
});

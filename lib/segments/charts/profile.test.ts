import { describe, expect, it } from "vitest";
import { seriesOf, styledOf } from "./fixtures/option.ts";
import { feature, makeLargeReport, makeReport, makeUsersReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { profileChart, typicalValue } from "./profile.ts";

const theme = pageTheme("light");
const view = { width: 520, height: 430, focus: [] };
const shop = makeReport();

describe("typicalValue", () => {
  const cell = { mean: 0.34, median: 0, standardised: 1 };

  it("is the median, but the average of shares, whose median is often zero", () => {
    expect(typicalValue(cell, feature("returns", "Return rate", "退货率", "share"))).toBe(0.34);
    expect(typicalValue(cell, feature("female", "Female", "女", "yes-no"))).toBe(0.34);
    expect(typicalValue(cell, feature("orders", "Orders", "订单数", "orders"))).toBe(0);
    expect(typicalValue(undefined, feature("orders", "Orders", "订单数", "orders"))).toBeNull();
  });
});

describe("the profile", () => {
  it("shows what the segments were built from, then in grey what only describes them", () => {
    const { rows } = profileChart.table(shop, "en");
    expect(rows).toHaveLength(9);
    expect(rows.at(-1)?.slice(0, 2)).toEqual(["Evening orders", "no"]);
    const { yAxis } = profileChart.option(shop, "en", theme, view) as {
      yAxis: { data: { value: string; textStyle: { color: string } }[] };
    };
    expect(yAxis.data.map(({ textStyle }) => textStyle.color)).toEqual([...Array(8).fill(theme.ink), theme.ink3]);
    expect(profileChart.subtitle(shop, "en")).toContain("Grey names: only described");
    expect(profileChart.subtitle(makeUsersReport(), "en")).not.toContain("Grey names");
  });

  it("colours by the standardised mean and writes the typical value", () => {
    const cells = styledOf(seriesOf(profileChart.option(shop, "en", theme, view), "profile"));
    expect(cells).toHaveLength(45);
    const profile = shop.summary.segments[2]?.profile[2];
    const cell = cells.find(({ value }) => Array.isArray(value) && value[0] === 2 && value[1] === 2);
    expect(cell?.value).toEqual([2, 2, profile?.standardised]);
    expect(cell?.label?.formatter).toMatch(/^£[\d.]+k?$/);
  });

  it("has the same values in its table twin", () => {
    const { rows, columns } = profileChart.table(shop, "en");
    expect(columns).toHaveLength(3 + 2 * 5);
    const spend = rows[2] ?? [];
    expect(spend[0]).toBe("Spend");
    for (const segment of shop.summary.segments)
      expect(spend[4 + 2 * segment.id]).toBe(segment.profile[2]?.standardised);
  });

  it("leaves a cell without members empty", () => {
    const segments = shop.summary.segments.map((segment, s) => ({
      ...segment,
      profile: segment.profile.map((cell) => (s === 1 ? { mean: null, median: null, standardised: null } : cell)),
    }));
    const data = { ...shop, summary: { ...shop.summary, segments } };
    const cell = styledOf(seriesOf(profileChart.option(data, "en", theme, view), "profile"))[1];
    expect([cell?.label?.formatter, cell?.itemStyle?.color]).toEqual(["–", theme.surface]);
  });

  it("names the two features that separate most, as a sentence", () => {
    expect(profileChart.title(shop, "en")).toBe("Orders and days since last order set the segments apart most");
    expect(profileChart.title(shop, "zh")).toBe("订单数和距上次下单天数最能区分各人群");
    const flat = shop.summary.segments.map((segment) => ({
      ...segment,
      profile: segment.profile.map((cell) => ({ ...cell, standardised: 0 })),
    }));
    expect(profileChart.title({ ...shop, summary: { ...shop.summary, segments: flat } }, "en")).toBe(
      "No feature sets the segments apart",
    );
  });

  it("names a category once, whatever its levels, and sets Latin names apart in Chinese", () => {
    const level = (value: string) => feature(`Gender=${value}`, `Gender: ${value}`, `Gender：${value}`, "yes-no");
    const features = [level("Female"), level("Male"), feature("Age", "Age", "年龄", "number")];
    const title = (locale: "en" | "zh") => profileChart.title(makeReport({ features }), locale);
    expect(title("en").match(/Gender/gi)).toHaveLength(1);
    expect(title("zh")).toMatch(/Gender 和年龄|年龄和 Gender /);
  });

  it("leaves out what is the same for everybody, but for its table", () => {
    const segments = shop.summary.segments.map((segment) => ({
      ...segment,
      profile: segment.profile.map((cell, at) => (at === 0 ? { ...cell, standardised: 0 } : cell)),
    }));
    const data = { ...shop, summary: { ...shop.summary, segments } };
    expect(styledOf(seriesOf(profileChart.option(data, "en", theme, view), "profile"))).toHaveLength(40);
    expect(profileChart.table(data, "en").rows).toHaveLength(9);
  });

  it("lowers the second name in the sentence only where it is no name of its own", () => {
    const named = (second: string) => {
      const features = [feature("b", second, second, "number"), feature("a", "Spend", "消费", "money")];
      return profileChart.title(makeReport({ features }), "en");
    };
    expect(named("Days since last order")).toMatch(/days since last order/);
    expect(named("MntWines")).toContain("MntWines");
    expect(named("Annual Income (k$)")).toContain("Annual Income set");
  });

  it("shows the fourteen that differ most of many, and says so; the table keeps all", () => {
    const many = Array.from({ length: 40 }, (_, i) => feature(`f${i}`, `Feature ${i}`, `特征 ${i}`, "number"));
    const data = makeReport({ features: many });
    expect(styledOf(seriesOf(profileChart.option(data, "en", theme, view), "profile"))).toHaveLength(14 * 5);
    expect(profileChart.subtitle(data, "en")).toContain("The 14 of 40 features");
    expect(profileChart.table(data, "en").rows).toHaveLength(40);
  });

  it("turns the names of segments where columns are narrow", () => {
    const axis = (option: object) => (option as { xAxis: { axisLabel: { rotate?: number } } }).xAxis.axisLabel.rotate;
    expect(axis(profileChart.option(shop, "en", theme, view))).toBeUndefined();
    expect(axis(profileChart.option(makeLargeReport(500), "en", theme, view))).toBe(-60);
  });

  it("stands many segments below one another, features across, as high as their names need", () => {
    const many = makeReport({ sizes: Array.from({ length: 50 }, (_, i) => 900 - 17 * i) });
    const high = { ...view, height: profileChart.height?.(many) ?? 0 };
    expect(high.height).toBeGreaterThan(50 * 14);
    expect(profileChart.height?.(shop)).toBe(0);
    const option = profileChart.option(many, "en", theme, high) as { yAxis: { data: unknown[] } };
    expect(option.yAxis.data).toHaveLength(50);
    const [feature, segment] = [2, 30];
    const cell = styledOf(seriesOf(profileChart.option(many, "en", theme, high), "profile")).find(
      ({ value }) => Array.isArray(value) && value[0] === feature && value[1] === segment,
    );
    const profile = many.summary.segments[segment]?.profile[feature];
    expect(cell?.value).toEqual([feature, segment, profile?.standardised]);
    expect(profileChart.hover(many, "en", { series: "profile", index: 0, value: [feature, segment] })).toMatchObject({
      ...{ title: "Spend", segment },
    });
  });

  it("tells mean and median apart in the hover card", () => {
    const card = profileChart.hover(makeUsersReport(), "en", { series: "profile", index: 0, value: [1, 1, 0.4] });
    expect(card).toMatchObject({ title: "Annual income (k$)", segment: 1, subtitle: "Young spenders" });
    expect(card?.rows.map(([label]) => label)).toEqual(["Median", "Average", "Everybody", "From everybody’s", "Share"]);
  });
});

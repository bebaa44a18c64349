import { describe, expect, it } from "vitest";
import { locales } from "../../core/localised.ts";
import { pageTheme } from "../../segments/charts/fixtures/themes.ts";
import { type Compared, comparedChart, comparedRows } from "./compared.ts";
import { makeBlocked, makeCookieCats, makeHillstrom, makeHostile } from "./fixtures/reports.ts";

const data: Compared = {
  currency: null,
  experiments: [
    { name: "Women’s e-mail", report: makeHillstrom() },
    { name: "<b>Gate</b>", report: makeCookieCats() },
    { name: "Broken split", report: makeBlocked() },
    { name: "Hostile", report: makeHostile() },
    { name: "Nothing compared", report: { ...makeCookieCats(), metrics: [] } },
  ],
};

describe("experiments side by side", () => {
  it("count what each test says of itself: one that is blocked says nothing", () => {
    const tones = comparedRows(data, "en").map(({ tone }) => tone);
    expect(tones[0]).toBe("good");
    expect(tones[2]).toBe("plain");
    const of = (tone: string) => tones.filter((one) => one === tone).length;
    expect(comparedChart.title(data, "en")).toBe(
      `First metrics: ${of("good")} better, ${of("bad")} worse, ${of("plain")} not told apart`,
    );
  });

  it("show the relative change of the first metric, with the interval that the report has", () => {
    const [row] = comparedRows(data, "en");
    const comparison = makeHillstrom().metrics[0]?.comparisons[0];
    expect(row?.value).toBe(comparison?.relative.lift);
    expect([row?.low, row?.high]).toEqual([comparison?.relative.low, comparison?.relative.high]);
    expect(row?.note).toContain("Womens E-Mail");
  });

  it("keep a row for each, have a table twin with the same figures, and fill every word in both languages", () => {
    for (const locale of locales) {
      expect(comparedRows(data, locale)).toHaveLength(5);
      const { columns, rows } = comparedChart.table(data, locale);
      expect(rows.map((row) => row.length)).toEqual(rows.map(() => columns.length));
      expect(rows.map((row) => row[3])).toEqual(comparedRows(data, locale).map(({ value }) => value));
      const words = [comparedChart.title(data, locale), comparedChart.description(data, locale)].join(" ");
      expect(words).not.toMatch(/[{}]|undefined|NaN/);
      expect(comparedChart.hover(data, locale, { series: "intervals", index: 1, value: [] })?.title).toBe(
        "<b>Gate</b>",
      );
      expect(comparedChart.hover(data, locale, { series: "intervals", index: 4, value: [] })).toBeNull();
      comparedChart.option(data, locale, pageTheme("light"), { width: 900, height: 300, focus: [] });
    }
  });
});

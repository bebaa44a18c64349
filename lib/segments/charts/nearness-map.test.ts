import { describe, expect, it } from "vitest";
import type { ReportData } from "../schema.ts";
import { seriesOf, valuesOf } from "./fixtures/option.ts";
import { makeReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { mapChart } from "./map.ts";
import { nearnessChart, nearnessNotes } from "./nearness-map.ts";

const shop = makeReport();
const nearness = {
  ...{ users: 4338, neighbours: 15, minDistance: 0.1, fitted: 4000, continued: null },
  placed: { missing: 338, beyondSample: 0 },
  trustworthiness: { nearness: { ok: true, value: 0.987 }, axes: { ok: true, value: 0.91 } },
  x: shop.map.x.map((x) => 3 - x),
  y: shop.map.y.map((y) => y / 2),
} as const satisfies ReportData["map"]["nearness"];
const drawn: ReportData = { ...shop, map: { ...shop.map, nearness } };
const withNearness = (part: Partial<NonNullable<ReportData["map"]["nearness"]>>): ReportData => ({
  ...shop,
  map: { ...shop.map, nearness: { ...nearness, ...part } },
});

describe("the map by nearness", () => {
  it("draws the same users in other places, with the same cards", () => {
    const option = nearnessChart.option(drawn, "en", pageTheme("light"), { width: 800, height: 430, focus: [] });
    const [x, y, at = -1] = valuesOf(seriesOf(option, "segment-1"))[3] as readonly number[];
    expect([x, y]).toEqual([nearness.x[at], nearness.y[at]]);
    const mark = { series: "segment-1", index: 3, value: [x, y, at] };
    expect(nearnessChart.hover(drawn, "en", mark)).toEqual(mapChart.hover(drawn, "en", mark));
    const { columns, rows } = nearnessChart.table(drawn, "en", 5);
    expect(columns.map(({ label }) => label).slice(-2)).toEqual(["Place across", "Place up"]);
    expect(rows.map((row) => row.at(-2))).toEqual(nearness.x.slice(0, 5));
  });

  it("has a title of its own, by who stands beside whom", () => {
    const title = (data: ReportData, locale: "en" | "zh" = "en") => nearnessChart.title(data, locale);
    expect(title(drawn)).toMatch(/^\d+\u00a0% of those side by side are of the same segment, \d+\u00a0% by chance$/);
    expect(title(drawn, "zh")).toMatch(/^图上相邻的人中 \d+% 属于同一人群，随机为 \d+%$/);
    expect(title(drawn)).not.toBe(mapChart.title(drawn, "en"));
    expect(nearnessChart.description(drawn, "en")).toContain(title(drawn));
    const { verdict } = drawn.summary;
    const sliced = { ...drawn, summary: { ...drawn.summary, verdict: { ...verdict, strength: "none" as const } } };
    expect(title(sliced)).toContain("Slices of one cloud: ");
    expect(title({ ...drawn, k: 1 })).toContain("no proof");
  });

  it("says how far neighbours are neighbours in truth: a share of everybody, not an index", () => {
    expect(nearnessChart.subtitle(drawn, "en")).toContain("1\u00a0% of everybody lie nearer in truth");
    expect(nearnessChart.subtitle(drawn, "zh")).toContain("；实际上平均有 1% 的人");
    expect(mapChart.subtitle(drawn, "en")).toMatch(/ · on average 9\u00a0% of everybody lie nearer/);
    const few = { ok: false, reason: { en: "There are too few users to tell.", zh: "用户太少，无法判断。" } } as const;
    const untold = withNearness({ trustworthiness: { nearness: few, axes: few } });
    expect(nearnessChart.subtitle(untold, "en")).toContain("too few users to tell");
    expect(nearnessNotes(untold, "en").join()).not.toContain("Trustworthiness");
  });

  it("notes who was laid in afterwards, and whose places were kept", () => {
    expect(nearnessNotes(shop, "en")).toEqual([]);
    const notes = nearnessNotes(drawn, "en");
    expect(notes).toHaveLength(3);
    expect(notes[2]).toBe(
      "338 customers miss a feature and stand beside those most like them in the features they have.",
    );
    const one = withNearness({
      placed: { missing: 1, beyondSample: 800_000 },
      continued: { known: 3000, fresh: 1, moved: 0.012 },
    });
    expect(nearnessNotes(one, "en").slice(2)).toEqual([
      "1 customer misses a feature and stands beside those most like them in the features they have.",
      "The picture was made from 4,000 customers drawn at random; the other 800,000 were laid in beside those most like them.",
      "3,000 customers began where they stood on the map before, so that the picture stays as near to it as it can: half of them moved by 1\u00a0% of its width or less; 1 is new on it.",
    ]);
    expect(nearnessNotes(one, "zh")).toHaveLength(5);
    expect(nearnessNotes(withNearness({ isLost: true }), "en").at(-1)).toContain("removed meanwhile");
  });
});

import { describe, expect, it } from "vitest";
import { makeJudgedReport } from "./fixtures/judged-report.ts";
import { allSeries, seriesOf, styledOf, valuesOf } from "./fixtures/option.ts";
import { makeReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { chartsOf } from "./index.ts";
import { judgesChart } from "./judges.ts";

const theme = pageTheme("light");
const view = { width: 480, height: 460, focus: [] };
const data = makeJudgedReport();

describe("the judges", () => {
  it("each have a small chart with a scale of their own, in two columns or, where it is narrow, one", () => {
    const option = judgesChart.option(data, "en", theme, view) as { grid: { left: number; top: number }[] };
    expect(option.grid).toHaveLength(3);
    expect(new Set(option.grid.map(({ left }) => left)).size).toBe(2);
    const narrow = judgesChart.option(data, "en", theme, { ...view, width: 340 }) as typeof option;
    expect(new Set(narrow.grid.map(({ left }) => left)).size).toBe(1);
    expect(valuesOf(seriesOf(judgesChart.option(data, "en", theme, view), "judge-j0"))).toContainEqual([5, 0.41]);
  });

  it("stand beside their null where they have one", () => {
    const ids = allSeries(judgesChart.option(data, "en", theme, view)).map(({ id }) => id);
    expect(ids).toContain("null-range-j0");
    expect(ids).not.toContain("null-range-j1");
  });

  it("mark the chosen number, and with a ring what they would take themselves", () => {
    const dots = styledOf(seriesOf(judgesChart.option(data, "en", theme, view), "judge-j2"));
    expect(dots.map(({ itemStyle }) => itemStyle?.color === theme.surface)).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it.each([
    [[5, 5, null], "5 segments: all 2 judges that choose agree"],
    [[5, 3, 3], "5 segments: 1 of 3 judges agree, 2 would take 3"],
    [[5, 1], "5 segments: 1 of 2 judges agree, 1 sees a single cloud"],
    [[null], "5 segments: no judge chooses by itself"],
  ])("that take %j are summed up as %j", (choices, said) => {
    expect(judgesChart.title(makeJudgedReport(choices), "en")).toBe(said);
    expect(judgesChart.title(makeJudgedReport(choices), "zh")).toMatch(/^5 个人群：/);
  });

  it("have a row for each judge and number in the table, and a card for each dot", () => {
    const { columns, rows } = judgesChart.table(data, "zh");
    expect(rows).toHaveLength(18);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    const card = judgesChart.hover(data, "en", { series: "judge-j2", index: 1, value: [3, 0.32] });
    expect(card).toMatchObject({ title: "Judge j2", subtitle: "3 segments · its own choice" });
    expect(judgesChart.hover(data, "en", { series: "null-j2", index: 1, value: [] })).toBeNull();
  });

  it("have tabs of their own where a run has them, behind the number of segments", () => {
    expect(chartsOf(data).map(({ id }) => id)).toEqual([
      ...["map", "silhouette", "count", "judges", "stability", "profile", "shares"],
    ]);
    expect(chartsOf(makeReport()).map(({ id }) => id)).not.toContain("judges");
  });
});

import { describe, expect, it } from "vitest";
import type { TopTree } from "../../../clustering/tree-schema.ts";
import type { ReportData } from "../../schema.ts";
import { seriesOf, valuesOf } from "../fixtures/option.ts";
import { makeReport } from "../fixtures/report-data.ts";
import { pageTheme } from "../fixtures/themes.ts";
import { chartsOf } from "../index.ts";
import { cutOf, dendrogramChart, partsOf, roundHeights } from "./dendrogram.ts";

/** ((20 + 10) at 1, 40 at 4) at 9, and 5 at 16. */
const tree: TopTree = {
  leaves: [20, 10, 40, 5],
  merges: [
    { left: 0, right: 1, height: 1, users: 30 },
    { left: 4, right: 2, height: 4, users: 70 },
    { left: 5, right: 3, height: 16, users: 75 },
  ],
};
const names = ["Many", "Some", "Few"].map((en, i) => ({ en, zh: ["多", "中", "少"][i] ?? "" }));
const data: ReportData = { ...makeReport({ sizes: [40, 30, 5], names }), tree };
const theme = pageTheme("light");
const view = { width: 900, height: 300, focus: [] };

interface Drawn {
  readonly shape: { readonly points: readonly (readonly [number, number])[] };
  readonly style: { readonly stroke: string; readonly opacity: number };
}

function drawBranch(
  at: number,
  report: Parameters<typeof dendrogramChart.option>[0] = data,
  focus: number[] = [],
): Drawn {
  const { renderItem } = seriesOf(dendrogramChart.option(report, "en", theme, { ...view, focus }), "branches");
  return renderItem?.({ dataIndex: at }, { coord: (point: readonly number[]) => point }) as Drawn;
}

describe("a tree cut where the segments were made", () => {
  it("names its parts by the segments, largest first, and says what one more would split", () => {
    expect(cutOf(data)).toBe(3);
    expect(partsOf(data).map(({ segment, users }) => [segment?.name.en, users])).toEqual([
      ["Many", 40],
      ["Some", 30],
      ["Few", 5],
    ]);
    expect(dendrogramChart.title(data, "en")).toBe(
      "Cut into 3 segments: one more would split “Some” into 20 and 10 customers",
    );
    expect(dendrogramChart.title(data, "zh")).toContain("“中”会分成 20 和 10 位客户");
    const rows: ReportData = { ...data, ingest: { ...data.ingest, unit: "row" } };
    expect(dendrogramChart.title(rows, "zh")).toContain("“中”会分成 20 和 10 行");
    expect(dendrogramChart.title({ ...rows, cut: 2 }, "zh")).toContain("其中 70 行会分成 40 和 30 行");
    expect(dendrogramChart.description(rows, "zh")).toContain("各部分行数：");
    const heads = (report: ReportData) => dendrogramChart.table(report, "zh").columns.map(({ label }) => label);
    expect([heads(data)[2], heads(rows)[2]]).toEqual(["被切开的客户数", "被切开的行数"]);
  });

  it("draws what lies below the cut in the segment's colour, and fades what is not in focus", () => {
    expect(drawBranch(0).style.stroke).toBe(theme.segments[1]);
    expect(drawBranch(2).style.stroke).toBe(theme.ink3);
    expect(drawBranch(0, data, [2]).style.opacity).toBeLessThan(0.2);
    expect(drawBranch(2).shape.points[1]).toEqual([expect.any(Number), 1]);
  });

  it("writes heights as they are on an axis of their square roots", () => {
    const { yAxis } = dendrogramChart.option(data, "en", theme, view) as {
      yAxis: { axisLabel: { customValues: number[]; formatter: (up: number) => string } };
    };
    const { customValues, formatter } = yAxis.axisLabel;
    expect(customValues.map(formatter)).toEqual(["0", "0.5", "2", "5", "10"]);
    expect(customValues.at(-1)).toBeCloseTo(Math.sqrt(10 / 16), 12);
    expect([0, 0.06, 1, 2.3, 140].map((highest) => roundHeights(highest).at(-1))).toEqual([0, 0.05, 1, 2, 100]);
  });

  it("leaves out names that have no room", () => {
    const shown = (width: number) =>
      valuesOf(seriesOf(dendrogramChart.option(data, "en", theme, { ...view, width }), "names")).length;
    expect([shown(900), shown(160)]).toEqual([3, 0]);
  });

  it("does not count fixed segments, which are in no tree", () => {
    const [first, ...others] = data.summary.segments;
    const fixed = first ? [{ ...first, id: 3, fixed: true as const }] : [];
    expect(cutOf({ ...data, summary: { ...data.summary, segments: [...others, ...fixed] } })).toBe(2);
  });
});

describe("a tree cut elsewhere", () => {
  it("has no names, colours by size, and counts what one more would split", () => {
    const moved = { ...data, cut: 2 };
    expect(partsOf(moved)).toEqual([
      { segment: null, users: 70 },
      { segment: null, users: 5 },
    ]);
    expect(dendrogramChart.title(moved, "en")).toBe(
      "Cut into 2 segments: one more would split 70 customers into 40 and 30",
    );
    expect(drawBranch(1, moved).style.stroke).toBe(theme.segments[0]);
    expect(drawBranch(1, moved, [2]).style.opacity).toBe(1);
  });

  it("is cut into its leaves at most", () => {
    expect(cutOf({ ...data, cut: 40 })).toBe(4);
    expect(dendrogramChart.title({ ...data, cut: 40 }, "en")).toBe("Cut into all 4 parts that are drawn");
  });
});

describe("the tree's words and table", () => {
  it("list the cuts from the top, with what each parts, and mark the one that is made", () => {
    const { columns, rows } = dendrogramChart.table(data, "en");
    expect(rows).toEqual([
      [2, 16, 75, 70, 5, ""],
      [3, 4, 70, 40, 30, "chosen"],
      [4, 1, 30, 20, 10, ""],
    ]);
    expect(columns).toHaveLength(6);
  });

  it("tell of a branch its segment, its height and what was joined", () => {
    const at = (index: number) => dendrogramChart.hover(data, "en", { series: "branches", index, value: [] });
    expect(at(0)).toMatchObject({
      title: "Some",
      segment: 1,
      rows: [
        ["Customers", "30"],
        ["Joined at height", "1"],
        ["Joined from", "20 + 10"],
      ],
    });
    expect(at(2)).toMatchObject({ title: "Above the cut", segment: null });
    expect(at(3)).toMatchObject({ title: "Many", rows: [["Customers", "40"]] });
    expect(dendrogramChart.hover(data, "en", { series: "cut", index: 0, value: [] })).toBeNull();
  });

  it("are there in both languages, and the chart only where there is a tree", () => {
    for (const locale of ["en", "zh"] as const)
      for (const part of [dendrogramChart.subtitle, dendrogramChart.description])
        expect(part(data, locale)).not.toMatch(/undefined|NaN|\{|\?/);
    expect(chartsOf(data)).toContain(dendrogramChart);
    expect(chartsOf(makeReport())).not.toContain(dendrogramChart);
  });
});

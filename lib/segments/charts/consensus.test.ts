import { describe, expect, it } from "vitest";
import { locales } from "../../core/localised.ts";
import type { ReportData } from "../schema.ts";
import { consensusChart } from "./consensus.ts";
import { seriesOf } from "./fixtures/option.ts";
import { makeReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { chartsOf } from "./index.ts";

const view = { width: 480, height: 440, focus: [] };
const theme = pageTheme("light");

/** Five users: two of segment 0, two of segment 1, one of segment 2; ten runs. */
function makeConsensus(within: readonly [number | null, number | null] = [0.9, 0.6]): ReportData {
  const between = [
    [within[0], 0.2, 0.1],
    [0.2, within[1], 0.3],
    [0.1, 0.3, null],
  ];
  return {
    ...makeReport(),
    consensus: { runs: 10, segments: [0, 0, 1, 1, 2], together: [9, 2, 1, 3, 2, 6, 1, 1, 0, 4], between },
  };
}

describe("consensus", () => {
  it("is a square of every two users, the same on both sides of the diagonal", () => {
    const option = consensusChart.option(makeConsensus(), "en", theme, view);
    const cells = (seriesOf(option, "pairs").data ?? []) as [number, number, number][];
    expect(cells).toHaveLength(25);
    const at = (a: number, b: number) => cells.find(([x, y]) => x === a && y === b)?.[2];
    expect([at(0, 0), at(1, 0), at(0, 1), at(3, 2), at(4, 3)]).toEqual([1, 0.9, 0.9, 0.6, 0.4]);
    expect(seriesOf(option, "edges").data).toEqual([
      [0, 0],
      [2, 2],
      [4, 4],
    ]);
    const { width, height } = option.grid as { width: number; height: number };
    expect(width).toBe(height);
  });

  it("names the segment that runs agree least on, and leaves out who is alone", () => {
    const [first, second] = makeReport().summary.segments.map(({ name }) => name.en);
    expect(consensusChart.title(makeConsensus(), "en")).toContain(`in “${second}”, the loosest, in 60`);
    expect(consensusChart.title(makeConsensus([0.4, 0.6]), "en")).toContain(`agree least on “${first}”`);
    expect(consensusChart.title(makeConsensus([null, null]), "en")).toMatch(/^No segment/);
    for (const locale of locales)
      expect(consensusChart.description(makeConsensus(), locale)).not.toMatch(/\?|NaN|undefined/);
  });

  it("has its means segment by segment as a table, and one of each pair where it is pointed at", () => {
    const data = makeConsensus();
    const { columns, rows } = consensusChart.table(data, "en");
    expect(rows).toHaveLength(3);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    expect(rows[2]?.slice(1)).toEqual([0.1, 0.3, null]);
    const card = (value: readonly unknown[]) => consensusChart.hover(data, "en", { series: "pairs", index: 0, value });
    expect(card([1, 0, 0.9])).toMatchObject({
      segment: 0,
      rows: [
        ["Together, of the runs: these two", "90\u00a0%"],
        [expect.anything(), "90\u00a0%"],
      ],
    });
    expect(card([2, 0, 0.2])).toMatchObject({ segment: null, subtitle: "One of each" });
    expect(card([99, 0, 0.2])).toBeNull();
  });

  it("is there where the algorithm asked many runs, beside the stability", () => {
    expect(chartsOf(makeConsensus())).toContain(consensusChart);
    expect(chartsOf(makeReport())).not.toContain(consensusChart);
  });
});

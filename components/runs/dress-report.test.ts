import { describe, expect, test } from "vitest";
import type { RunResultsDto, RunSegmentDto } from "../../lib/runs/schema.ts";
import { makeReport } from "../../lib/segments/charts/fixtures/report-data.ts";
import { dressReport } from "./dress-report.ts";

const report = makeReport();
const plain = report.summary.segments;

/** What people said of some segments, by their places. */
function dress(said: readonly Partial<RunSegmentDto>[], data = report) {
  const segments = said.map((one) => ({ id: `s${one.index}`, colour: 0, ownName: null, ...one })) as RunSegmentDto[];
  return dressReport({ report: data, segments } as unknown as RunResultsDto);
}

describe("a report with what people said of it", () => {
  test("has their names in both languages, as they are the shop's own words; the others keep theirs", () => {
    const { data } = dress([{ index: 1, ownName: "老客 VIP" }]);
    expect(data.summary.segments[1]?.name).toEqual({ en: "老客 VIP", zh: "老客 VIP" });
    expect(data.summary.segments[0]?.name).toEqual(plain[0]?.name);
    expect(data.summary.segments.map(({ size }) => size)).toEqual(plain.map(({ size }) => size));
  });

  test("keeps its own names where somebody took theirs back", () => {
    for (const ownName of [null, ""])
      expect(dress([{ index: 0, ownName }]).data.summary.segments[0]?.name).toEqual(plain[0]?.name);
  });

  test("has their colours, whatever the order of the rows, and else the cycle's", () => {
    const { colours } = dress([
      { index: 2, colour: 7 },
      { index: 0, colour: 5 },
    ]);
    expect(colours).toEqual(plain.map((_, id) => (id === 0 ? 5 : id === 2 ? 7 : id % 12)));
  });

  test("starts the cycle again after twelve where nobody chose", () => {
    const many = {
      ...report,
      summary: { ...report.summary, segments: Array.from({ length: 14 }, (_, id) => ({ ...plain[0], id })) },
    };
    expect(dress([], many as typeof report).colours.slice(11)).toEqual([11, 0, 1]);
  });

  test("leaves the report itself as it was", () => {
    const before = JSON.stringify(report);
    dress([{ index: 0, ownName: "x", colour: 3 }]);
    expect(JSON.stringify(report)).toBe(before);
  });
});

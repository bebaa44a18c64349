import { expect, test } from "vitest";
import { makeNoiseReport } from "./fixtures/noise-report.ts";
import { makeReport } from "./fixtures/report-data.ts";
import { nameOfSegment, shareRows } from "./share-rows.ts";

test("everybody is in one row: who is in no segment in the last, which no silhouette speaks for", () => {
  const rows = shareRows(makeNoiseReport());
  expect(rows.map(({ id }) => id)).toEqual([0, 1, 2, -1]);
  expect(rows.reduce((sum, { size }) => sum + size, 0)).toBe(makeNoiseReport().summary.users);
  expect(rows.reduce((sum, { revenueShare }) => sum + (revenueShare ?? 0), 0)).toBeCloseTo(1, 12);
  expect(rows.at(-1)).toMatchObject({ silhouette: null, size: 640 });
});

test("where nobody is left over there are the segments alone", () => {
  const report = makeReport();
  expect(shareRows(report)).toBe(report.summary.segments);
});

test("somebody in no segment is called so", () => {
  const report = makeNoiseReport();
  expect([0, -1].map((id) => nameOfSegment(report, id, "zh"))).toEqual(["久未下单的一次客", "未归入任何人群"]);
});

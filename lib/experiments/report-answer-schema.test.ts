import { expect, test } from "vitest";
import {
  makeBlocked,
  makeCookieCats,
  makeHillstrom,
  makeHostile,
  makeInconclusive,
  makeManySegments,
} from "./charts/fixtures/reports.ts";
import { ReportAnswer } from "./report-answer-schema.ts";

const reports = [makeHillstrom, makeCookieCats, makeBlocked, makeInconclusive, makeManySegments, makeHostile];

test.each(reports.map((make) => [make.name, make()] as const))("%s fits what the API promises", (_, report) => {
  // As it leaves: JSON knows neither NaN nor infinity.
  const sent = JSON.parse(JSON.stringify(report));
  expect(ReportAnswer.parse(sent)).toEqual(sent);
});

test("a report without a verdict fits nothing", () => {
  const { decision: _, ...rest } = makeHillstrom();
  expect(ReportAnswer.safeParse(rest).success).toBe(false);
});

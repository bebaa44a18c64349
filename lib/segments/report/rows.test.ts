import { describe, expect, it } from "vitest";
import { type Locale, locales } from "../../core/localised.ts";
import { findingCharts } from "../charts/findings/index.ts";
import { findings, threeClasses } from "../charts/fixtures/findings.ts";
import { makeUsersReport } from "../charts/fixtures/report-data.ts";
import { charts } from "../charts/index.ts";
import type { ReportData } from "../schema.ts";
import { header } from "./header.ts";
import { footer, reading } from "./reading.ts";
import { receipt } from "./receipt.ts";
import { segmentTable } from "./segment-table.ts";

const of = (text: string) => ({ en: text, zh: text });

/** A report on measurements: the words that stages put into it are left out, so that those of the page alone are judged. */
function measured(): ReportData {
  const report = makeUsersReport();
  const { summary } = report;
  const silent = summary.segments.map((segment) => ({ ...segment, name: of(`S${segment.id}`), line: of("") }));
  const features = summary.features.map((feature) => ({ ...feature, label: of("x"), help: of(""), leftOut: null }));
  return {
    ...report,
    ...{ title: of(""), notes: [], findings: { ...findings, labels: threeClasses } },
    ingest: { ...report.ingest, unit: "row", notes: [] },
    summary: {
      ...summary,
      segments: silent,
      features,
      verdict: { ...summary.verdict, sentence: of(""), detail: of("") },
    },
  };
}

const ofPeople: Readonly<Record<Locale, RegExp>> = {
  en: /\b(?:users?|customers?|people|person|everybody|everyone|nobody|somebody|orders?|shop|who|their own (?:segment|group))\b/i,
  zh: /用户|客户|顾客|订单|店铺|谁|[一每两] ?位|(?<!本|他|新|同一)人(?!群|为)/,
};

describe("a report on rows that are no people", () => {
  const data = measured();

  it.each(locales)("speaks of nobody on the page (%s)", (locale) => {
    const parts = [header, segmentTable, receipt, reading, footer].map((part) => part(data, locale).markup);
    const seen = parts.join(" ").replace(/<[^>]*>/g, " ");
    expect(ofPeople[locale].exec(seen)).toBeNull();
    expect(seen).toContain(locale === "en" ? "rows in " : "行，分为");
  });

  it.each(locales)("speaks of nobody in its charts (%s)", (locale) => {
    const all = [...charts, ...findingCharts(data, "labels")].filter(({ id }) => !/behaviour|tuning|learning/.test(id));
    const said = all.flatMap(({ id, title, subtitle }) => [
      `${id}: ${title(data, locale)}`,
      `${id}: ${subtitle(data, locale)}`,
    ]);
    expect(said.filter((text) => ofPeople[locale].test(text))).toEqual([]);
  });

  it("would be told apart from one on people", () => {
    const users = { ...data, ingest: { ...data.ingest, unit: undefined } } as unknown as ReportData;
    expect(header(users, "en").markup).toMatch(ofPeople.en);
    expect(header(users, "zh").markup).toMatch(ofPeople.zh);
  });
});

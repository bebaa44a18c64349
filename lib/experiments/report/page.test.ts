import { describe, expect, it } from "vitest";
import { locales } from "../../core/localised.ts";
import { experimentData } from "../charts/experiment-chart.ts";
import {
  makeBlocked,
  makeCookieCats,
  makeHillstrom,
  makeHostile,
  makeInconclusive,
  makeManyArms,
  makeManySegments,
} from "../charts/fixtures/reports.ts";
import type { ExperimentReport } from "../report-schema.ts";
import { chips, decisionChip } from "./headline.ts";
import { leadFigure, leadLabels } from "./lead-figure.ts";
import { page } from "./page.ts";
import { statisticsTables } from "./statistics.ts";
import { explain, terms } from "./terms.ts";

const all: ExperimentReport[] = [
  makeHillstrom(),
  makeCookieCats(),
  makeBlocked(),
  makeInconclusive(),
  makeManySegments(),
  makeManyArms(),
  makeHostile(),
];

/** What a reader sees of some markup. */
function text(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\u00a0/g, " ")
    .replace(/\s+/g, " ");
}

function tableOf(report: ExperimentReport, id: string, locale: "en" | "zh" = "en") {
  return statisticsTables(experimentData(report), locale).find((table) => table.id === id);
}

describe("the page", () => {
  it("is written whole in both languages, with nothing unfilled", () => {
    for (const report of all)
      for (const locale of locales)
        expect(text(page(experimentData(report), locale).markup)).not.toMatch(
          /undefined|NaN|Infinity|\[object|\?\?|\{(name|arm|n|figure|unit)\}/,
        );
  });

  it("keeps English out of the Chinese page, but for names", () => {
    const said = text(page(experimentData(makeManySegments()), "zh").markup.replace(/<header[\s\S]*?<\/header>/, ""));
    expect(said.match(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/g)).toBeNull();
  });

  it("leads with the decision, the money and what to keep in mind, and keeps the statistics closed", () => {
    const { markup } = page(experimentData(makeHillstrom()), "en");
    const said = text(markup);
    const parts = [
      "Recommended: choose",
      "The e-mail pays for itself",
      "+$0.12",
      "Few users carry the spend",
      "gains most in visit",
      "rose together",
      "Show the statistics",
      "Welch’s t",
    ];
    const places = parts.map((part) => said.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(markup).toMatch(/<details class="card statistics" id="statistics">/);
  });
});

describe("the leading figure", () => {
  it("is the incremental margin with its range where money is known (0.4·0.4244 − 0.05)", () => {
    const lead = leadFigure(experimentData(makeHillstrom()), "en");
    expect(lead).toMatchObject({ figure: "+$0.12", low: "+$0.02", high: "+$0.22", zero: "$0", tone: "good" });
    expect(lead?.notes.map(({ text }) => text)).toContain("+$2,561 from its 21,387 users (+$376 to +$4,747)");
  });

  it("is the primary metric elsewhere, with the smallest effect that the test can see", () => {
    const lead = leadFigure(experimentData(makeCookieCats()), "en");
    expect(lead).toMatchObject({
      figure: "−0.8 points",
      tone: "bad",
      label: "retention 7, “gate_40” against the control",
    });
    expect(lead?.notes).toEqual([{ text: "Smallest effect this test can see: 0.7 points", term: "smallestEffect" }]);
  });

  it("takes no side while a check blocks", () => {
    expect(leadFigure(experimentData(makeBlocked()), "en")?.tone).toBe("plain");
  });

  it("moves the figures below its bar apart, zero giving way", () => {
    const lead = leadFigure(experimentData(makeHillstrom()), "en");
    expect(lead && leadLabels(lead).map(({ anchor, text }) => [text, anchor])).toEqual([
      ["+$0.02", "start"],
      ["+$0.22", "end"],
      ["$0", "end"],
    ]);
  });
});

describe("the headline", () => {
  it("says the decision in a few words and a colour", () => {
    expect(decisionChip(makeHillstrom(), "en")).toEqual({ tone: "good", text: "Recommended: choose “Womens E-Mail”" });
    expect(decisionChip(makeBlocked(), "zh")).toEqual({ tone: "bad", text: "暂无结论：检查未通过" });
    const stopped = { ...makeCookieCats(), decision: { ...makeCookieCats().decision, arm: null } };
    expect(decisionChip(stopped, "en").text).toBe("Recommended: not “gate_40”");
  });

  it("says who was in it, when and how it was read", () => {
    expect(chips(makeHillstrom(), "en")).toEqual([
      "42,693 users in 2 groups",
      "1 Jul 2008 – 14 Jul 2008, 14 days",
      "fixed horizon",
    ]);
  });
});

describe("the statistics", () => {
  it("have a cell for every column, and explain every word of the trade in both languages", () => {
    for (const report of all)
      for (const locale of locales)
        for (const { columns, rows } of statisticsTables(experimentData(report), locale))
          for (const row of rows) expect(row).toHaveLength(columns.length);
    for (const term of terms) expect(explain(term, "zh")).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  it("put the primary metric first, with its interval below and no certainty", () => {
    expect(tableOf(makeCookieCats(), "comparisons")?.rows[0]).toEqual([
      ["retention 7", "gate_40"],
      "19\u00a0% → 18.2\u00a0%",
      ["−0.8 points", "−1.3 to −0.3"],
      ["−4.3\u00a0%", "−6.9 to −1.7\u00a0%"],
      "0.002",
      "0.003",
      "< 0.10\u00a0%",
      "0.0026 points",
      "0.7 points",
      "worse",
    ]);
  });

  it("give the reason where there is no number", () => {
    expect(tableOf(makeInconclusive(), "comparisons", "zh")?.notes).toContain(
      "“退款率”，“绿色按钮”：两组均无用户退款。",
    );
  });

  it("list failed checks first, those that block before the others, with what to do", () => {
    const checks = tableOf(makeBlocked(), "checks");
    expect(checks?.rows[0]?.slice(1)).toEqual([
      "failed, blocks a winner",
      "< 0.001",
      "“Womens E-Mail” has 47.7 % of users, planned were 50 %. Look at how users were assigned or logged.",
    ]);
    expect(tableOf(makeHillstrom(), "checks")?.rows.map(([, result]) => result)).toEqual([
      "to be kept in mind",
      "passed",
    ]);
  });

  it("mark the method that leads, and leave out parts without data", () => {
    expect(tableOf(makeHillstrom(), "methods")?.rows[0]?.[1]).toBe("Welch’s t (leads)");
    expect(tableOf(makeCookieCats(), "segments")).toBeUndefined();
    expect(tableOf(makeHillstrom(), "uplift")?.rows[0]?.[1]).toBe("+0.45 points (+0.21 to +0.69)");
  });

  it("say of a sequential test which numbers are of a single look", () => {
    const report = makeHillstrom();
    const sequential = { ...report, config: { ...report.config, mode: "always-valid" as const } };
    expect(tableOf(sequential, "uplift")?.notes.at(-1)).toMatch(/^Read as at a single look/);
    expect(tableOf(report, "uplift")?.notes.join(" ")).not.toContain("single look");
    for (const id of ["comparisons", "segments"])
      expect(tableOf(sequential, id)?.notes.join(" ")).not.toContain("single look");
  });

  it("say why nothing was learnt of whom to treat, without a number", () => {
    const sentence = { en: "Too few users.", zh: "用户太少。" };
    const head = { metric: "visit", arm: "Mens E-Mail", users: 0, sentence };
    const treatAll = { value: 0, low: 0, high: 0 };
    const report: ExperimentReport = {
      ...makeHillstrom(),
      uplift: { ...head, sample: null, learners: [], policy: null },
      targeting: { ...head, currency: null, policies: [], treatAll, pairs: [] },
    };
    for (const id of ["uplift", "targeting"])
      expect(tableOf(report, id, "zh")).toMatchObject({ notes: ["用户太少。"], rows: [] });
    expect(tableOf(report, "policy")).toBeUndefined();
  });
});

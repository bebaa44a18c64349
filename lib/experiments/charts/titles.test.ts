import { describe, expect, it } from "vitest";
import type { ExperimentReport } from "../report-schema.ts";
import { armsByDayChart } from "./arms-by-day.ts";
import { cumulativeChart } from "./cumulative.ts";
import { experimentData } from "./experiment-chart.ts";
import { buildReport } from "./fixtures/build-report.ts";
import { makeUplift } from "./fixtures/parts.ts";
import {
  makeBlocked,
  makeCookieCats,
  makeHillstrom,
  makeInconclusive,
  makeManyArms,
  makeManySegments,
} from "./fixtures/reports.ts";
import { forestChart, forestMetrics, forestRows } from "./forest.ts";
import { intervalsTitle } from "./intervals-title.ts";
import { posteriorChart } from "./posterior.ts";
import { upliftChart } from "./uplift.ts";

function forestTitles(report: ExperimentReport): string[] {
  const data = experimentData(report);
  return forestMetrics(data).map((metric, at) => forestChart(metric, at).title(data, "en"));
}

describe("the title of the metrics", () => {
  it("says what rose, what fell and what cannot be told", () => {
    expect(intervalsTitle(experimentData(makeHillstrom()), "en")).toBe("Visit, conversion and spend rose together");
    expect(intervalsTitle(experimentData(makeHillstrom()), "zh")).toBe("“visit”、“conversion”和“spend”同步上升");
    expect(intervalsTitle(experimentData(makeCookieCats()), "en")).toBe(
      "Retention 7 fell; retention 1 and sum gamerounds lie either side of no change",
    );
  });

  it("never takes missing evidence for no effect", () => {
    expect(intervalsTitle(experimentData(makeInconclusive()), "zh")).toMatch(
      /^“下单率”最多可能下降 69\.\d%，也可能上升 101\.\d%$/,
    );
  });

  it("counts the variants where there are several, and names the one that moved most", () => {
    expect(intervalsTitle(experimentData(makeManyArms()), "en")).toBe(
      "Open rate rose in 2 of 7 variants, most in “Subject line E” (+3.8 points)",
    );
  });

  it("names no winner while a check blocks", () => {
    expect(intervalsTitle(experimentData(makeBlocked()), "en")).toBe(
      "These figures serve to find the fault, not to choose a winner",
    );
  });

  it("says so where nothing could be computed, and reads a fall as a fall where less is better", () => {
    const metric = { name: "refunds", type: "proportion", direction: "down" } as const;
    const fell = buildReport({
      name: "",
      arms: ["a", "b"],
      metrics: [
        {
          ...metric,
          moments: [
            [9000, 0.1, 0.003],
            [9000, 0.05, 0.002],
          ],
        },
      ],
    });
    expect(fell.metrics[0]?.comparisons[0]?.verdict).toBe("better");
    expect(intervalsTitle(experimentData(fell), "en")).toBe("Refunds fell");
    const none = buildReport({
      name: "",
      arms: ["a", "b"],
      metrics: [
        {
          ...metric,
          verdict: "inconclusive",
          moments: [
            [1, 0, 1],
            [1, 0, 1],
          ],
        },
      ],
    });
    expect(intervalsTitle(experimentData(none), "en")).toBe("No comparison could be computed");
  });
});

describe("the title of segments", () => {
  it("leads with the test: without it, there is no evidence that segments differ (Hillstrom's visits and spend)", () => {
    expect(forestTitles(makeHillstrom())).toEqual([
      "“Women’s goods only” gains most in visit, “Men’s goods only” least",
      "For spend, there is no evidence that segments differ",
    ]);
  });

  it("says where it was not tested", () => {
    expect(forestTitles({ ...makeHillstrom(), heterogeneity: [] })[0]).toBe(
      "Visit by segment; whether segments differ could not be tested",
    );
  });

  it("draws segments plain that cannot be told apart, and marks small ones", () => {
    const data = experimentData(makeManySegments());
    const [metric] = forestMetrics(data);
    const rows = metric ? forestRows(metric, data, "zh") : [];
    expect(rows[0]).toMatchObject({ name: "全体用户", tone: "good" });
    expect(new Set(rows.slice(1).map(({ tone }) => tone))).toEqual(new Set(["plain"]));
    expect(rows.filter(({ isSmall }) => isSmall).map(({ note }) => note)).toContain("280 名用户 · 单独看太少");
  });
});

describe("the titles of days", () => {
  it("say since when an effect stands apart", () => {
    expect(cumulativeChart.title(experimentData(makeHillstrom()), "en")).toMatch(
      /^Visit has stood above no change from the first day; \+\d\.\d points at the end$/,
    );
  });

  it("name the arm that strays from its plan", () => {
    expect(armsByDayChart.title(experimentData(makeHillstrom()), "en")).toBe(
      "Variants filled as planned, about 3,040 users a day",
    );
    expect(armsByDayChart.title(experimentData(makeBlocked()), "en")).toMatch(
      /^“No E-Mail” got 52\.3.% of users where 50.% were planned$/,
    );
  });
});

describe("the titles of the analyst's pictures", () => {
  it("call an order better than chance only where its whole interval is", () => {
    const report = makeHillstrom();
    expect(upliftChart.title(experimentData(report), "en")).toContain("gains more than treating at random");
    const weak = { ...report, uplift: makeUplift("visit", "Womens E-Mail", -0.001) };
    expect(upliftChart.title(experimentData(weak), "en")).toContain("not shown to beat");
  });

  it("say the chance to win, and never that it is certain", () => {
    expect(posteriorChart.title(experimentData(makeHillstrom()), "en")).toBe(
      "“Womens E-Mail” beats “No E-Mail” all but certainly",
    );
    expect(posteriorChart.title(experimentData(makeInconclusive()), "en")).toMatch(/with probability 65\.\d.%$/);
  });

  it("draw a density that holds all but two parts in a thousand of what is believed", () => {
    const { rows } = posteriorChart.table(experimentData(makeInconclusive()), "en");
    const step = Number(rows[1]?.[0]) - Number(rows[0]?.[0]);
    const area = rows.reduce((sum, [, density]) => sum + Number(density) * step, 0);
    expect(area).toBeGreaterThan(0.998);
    expect(area).toBeLessThan(1.001);
  });
});

import { describe, expect, it } from "vitest";
import { locales } from "../../core/localised.ts";
import { pageTheme } from "../../segments/charts/fixtures/themes.ts";
import type { PolicyReport } from "../report-schema.ts";
import { experimentData } from "./experiment-chart.ts";
import { said } from "./fixtures/build-report.ts";
import { makeUplift } from "./fixtures/parts.ts";
import { makeHillstrom } from "./fixtures/reports.ts";
import { analystCharts } from "./index.ts";
import { policyChart, policyRows } from "./policy.ts";

const policy: PolicyReport = {
  ...{
    rule: said("who bought women’s goods", "购买过女装的用户"),
    fidelity: 0.9,
    where: [[]],
    ruleGain: { value: 0, low: 0, high: 0 },
    share: 0.55,
    currency: null,
  },
  ...{ gain: { value: 0.041, low: 0.035, high: 0.047 }, treatAll: { value: 0.045, low: 0.039, high: 0.051 } },
  ...{ treatNone: { value: 0, low: 0, high: 0 }, advantage: { value: -0.004, low: -0.006, high: -0.002 } },
  ...{ verdict: "everybody", sentence: said("Treating everybody gains more.", "触达所有人收益更高。") },
};
const report = { ...makeHillstrom(), uplift: { ...makeUplift("visit", "Womens E-Mail"), policy } };
const data = experimentData(report);

describe("the picture of a policy", () => {
  it("shows its gain beside treating everybody, over treating nobody, on the metric's scale", () => {
    const rows = policyRows(data, "en");
    expect(rows.map(({ value }) => Math.round(10 * (value ?? 0)))).toEqual([41, 45]);
    expect(rows.map(({ written }) => written.figure.replace("\u00a0", " "))).toEqual(["+4.1 points", "+4.5 points"]);
    expect(rows.map(({ note }) => note).join()).toContain("55");
  });

  it("is green only where the whole interval gains", () => {
    const open = { ...policy, gain: { ...policy.gain, low: -0.001 } };
    const uplift = { ...report.uplift, policy: open };
    expect(policyRows(experimentData({ ...report, uplift }), "en").map(({ tone }) => tone)).toEqual(["plain", "good"]);
  });

  it("is titled by the policy's own finding, has nobody in its table, and fills every word", () => {
    for (const locale of locales) {
      expect(policyChart.title(data, locale)).toBe(policy.sentence[locale]);
      expect(policyChart.table(data, locale).rows.at(-1)?.slice(1)).toEqual([0, 0, 0, 0]);
      expect(`${policyChart.subtitle(data, locale)} ${policyChart.description(data, locale)}`).not.toMatch(
        /[{}]|undefined/,
      );
      policyChart.option(data, locale, pageTheme("dark"), { width: 480, height: 180, focus: [] });
    }
    expect(analystCharts(data).map(({ chart }) => chart.id)).toContain("policy");
    expect(analystCharts(experimentData(makeHillstrom())).map(({ chart }) => chart.id)).not.toContain("policy");
  });
});

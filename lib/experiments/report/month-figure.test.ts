import { describe, expect, it } from "vitest";
import { locales } from "../../core/localised.ts";
import { experimentData } from "../charts/experiment-chart.ts";
import { makeBlocked, makeCookieCats, makeHillstrom } from "../charts/fixtures/reports.ts";
import { monthFigure, startingScenario } from "./month-figure.ts";

const data = experimentData(makeHillstrom());
const measured = data.report.money[0]?.perUser ?? { value: Number.NaN, low: Number.NaN, high: Number.NaN };

describe("a month as a scenario", () => {
  it("is what was measured, for one send to as many users", () => {
    const month = monthFigure(data, { users: 10_000, sends: 1, decay: 0.5 }, "en");
    expect(month?.figure).toBe(`+$${Math.round(10_000 * measured.value).toLocaleString("en-US")}`);
  });

  it("says that it was not measured, with the numbers that were entered", () => {
    const { sends, users } = startingScenario(data);
    expect(users).toBe(data.report.users);
    for (const locale of locales) {
      const month = monthFigure(data, { users: 12_345, sends: 6, decay: 0.25 }, locale);
      expect(month?.label).toMatch(locale === "en" ? /not a measurement/ : /并非实测/);
      expect(month?.label).toMatch(/6.*12,345|12,345.*6/);
      expect(month?.label).toContain("75");
      expect(month?.figure).not.toBe(monthFigure(data, { users, sends, decay: 0.25 }, locale)?.figure);
    }
  });

  it("is not offered where there is no margin, or a check blocks the result", () => {
    expect(monthFigure(experimentData(makeCookieCats()), { users: 1, sends: 1, decay: 0 }, "en")).toBeNull();
    const blocked = makeBlocked();
    const withMoney = { ...blocked, config: data.report.config, money: data.report.money };
    const { arm } = data;
    expect(monthFigure({ ...data, report: withMoney, arm }, { users: 1, sends: 1, decay: 0 }, "en")).toBeNull();
  });
});

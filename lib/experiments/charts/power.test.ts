import { describe, expect, it } from "vitest";
import { pageTheme } from "../../segments/charts/fixtures/themes.ts";
import type { DesignEstimate } from "../design-schema.ts";
import { type PowerData, powerChart } from "./power.ts";

const users = [1000, 4000, 16000, 64000];
const estimate: DesignEstimate = {
  metric: { name: "orders", type: "proportion", unit: null },
  sentence: { en: "", zh: "" },
  baseline: { value: 0.1, sd: 0.3 },
  alpha: 0.05,
  chance: null,
  power: 0.8,
  planned: { days: 14, users: 8000, absolute: 0.019, relative: 0.19 },
  weeks: [],
  needed: null,
  segments: [],
  curve: users.map((n) => ({ users: n, relative: 17 / Math.sqrt(n) })),
  warnings: [],
};
const data: PowerData = { estimate, currency: null };
const view = { width: 420, height: 260, focus: [] };

describe("the power curve", () => {
  it("says what the plan sees, and what twice the users would", () => {
    expect(powerChart.title(data, "en")).toBe(
      "With 8,000 users a change of 19\u00a0% can be seen; with 16,000, 13.4\u00a0%",
    );
    expect(powerChart.title(data, "zh")).toBe("8,000 名用户可看到 19% 的变化，16,000 名可看到 13.4%");
    const unknown = { ...data, estimate: { ...estimate, planned: null, curve: [] } };
    expect(powerChart.title(unknown, "en")).toBe("What this design can see is not known");
    expect(powerChart.option(unknown, "en", pageTheme("light"), view).series).toMatchObject([
      { id: "curve", data: [] },
    ]);
  });

  it("marks the plan and has its points as a table", () => {
    const { rows } = powerChart.table(data, "en");
    expect(rows.map(([n]) => n)).toEqual(users);
    expect(JSON.stringify(powerChart.option(data, "en", pageTheme("dark"), view))).toContain('"coord":[8000,0.19]');
    const mark = { series: "curve", index: 0, value: [] };
    expect(powerChart.hover(data, "en", mark)?.title).toBe("1,000 users");
    expect(powerChart.hover(data, "en", { ...mark, index: 99 })).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { ReportData } from "../schema.ts";
import { makeReport } from "./fixtures/report-data.ts";
import { pageTheme } from "./fixtures/themes.ts";
import { usedBlocks } from "./fixtures/used-blocks.ts";
import { bestOf, learningCurveChart as chart } from "./learning-curve.ts";

const report: ReportData = { ...makeReport(), blocks: usedBlocks };
const curve = usedBlocks.behaviour?.curve ?? [];
const until = (points: number): ReportData => ({
  ...report,
  blocks: {
    ...usedBlocks,
    behaviour: usedBlocks.behaviour && { ...usedBlocks.behaviour, curve: curve.slice(0, points) },
  },
});

describe("the learning curve", () => {
  it("says from where to where the loss fell, and whether it was still falling", () => {
    expect(chart.title(report, "en")).toBe("Validation loss fell from 5.10 to 4.20 at step 200; that encoder is kept");
    expect(chart.title(until(2), "en")).toMatch(/still falling at the end$/);
    expect(chart.title(report, "zh")).toContain("第 200 步");
    expect(chart.title(until(0), "en")).toBe("Nothing was learnt");
  });

  it("marks the lowest validation loss, the first where two are as low", () => {
    expect(bestOf(curve)?.step).toBe(200);
    expect(bestOf([...curve, { step: 400, loss: 1, validationLoss: 4.2 }])?.step).toBe(200);
    expect(bestOf([])).toBeUndefined();
    const { series } = chart.option(report, "en", pageTheme("light"), { width: 500, height: 300, focus: [] });
    expect(JSON.stringify(series)).toContain('"coord":[200,4.2]');
  });

  it("has its points in the table twin and in the hover card", () => {
    expect(chart.table(report, "en").rows).toEqual([
      [100, 5.2, 5.1],
      [200, 4.1, 4.2],
      [300, 3.6, 4.3],
    ]);
    const card = chart.hover(report, "en", { series: "validation", index: 1, value: [] });
    expect(card).toMatchObject({ title: "Step 200", subtitle: "the encoder that is kept" });
    expect(chart.hover(report, "en", { series: "validation", index: 9, value: [] })).toBeNull();
  });

  it("is drawn of a run without it as an empty frame", () => {
    const option = chart.option(makeReport(), "zh", pageTheme("dark"), { width: 340, height: 240, focus: [] });
    expect(JSON.stringify(option)).not.toMatch(/undefined|NaN|null/);
  });
});

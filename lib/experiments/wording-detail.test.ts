import { expect, test } from "vitest";
import { decide } from "./decision.ts";
import { experimentOf } from "./fixtures/decision-input.ts";
import type { Heterogeneity } from "./report-schema.ts";

const heterogeneity: Heterogeneity = {
  ...{ metric: "visit", arm: "new", q: 9, degreesOfFreedom: 2, pValue: 0.01, i2: 0.7, tau: 0.01 },
  ...{ tauPosterior: null, tauPrior: null, meanOfSegments: null, sentence: { en: "", zh: "" } },
};

test("that segments differ is said as surely as the test is read: of a sequential one for a single look", () => {
  const effects = [{ arm: "new", difference: 0.03, low: 0.02, high: 0.04, pValue: 1e-6, level: 0.23 }];
  const input = experimentOf({
    metrics: [{ name: "visit", type: "proportion", role: "primary", controlLevel: 0.2, effects }],
    heterogeneity: [heterogeneity],
  });
  const detailOf = (mode: "fixed" | "always-valid") => decide({ ...input, config: { ...input.config, mode } }).detail;
  expect(detailOf("fixed").en).toContain("On visit the segments differ.");
  expect(detailOf("always-valid").en).toContain("On visit the segments differ, read as at a single look.");
  expect(detailOf("always-valid").zh).toContain("按只查看一次计算，各人群在 visit 上的效果有不同。");
});

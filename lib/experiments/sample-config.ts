import { sampleHypothesis, sampleTestName } from "../core/sample-shop.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { shopMetricNames } from "./metric-names-schema.ts";

/** Name of the file that holds the sample's results; its columns are those of `lib/sample/experiment.ts`. */
export const sampleFileName = "sample-experiment.csv";

/** How the sample shop's test is read: everything a finished test may have, money and segments among it. */
export function sampleConfig(): ExperimentConfig {
  const { conversion, orders, revenue } = shopMetricNames;
  return ExperimentConfig.parse({
    ...{ name: sampleTestName.en, hypothesis: sampleHypothesis.en },
    ...{ unit: "user_id", arm: "arm", control: "control", segment: "segment" },
    metrics: [
      { name: conversion.en, type: "proportion", column: "ordered", role: "primary" },
      { name: orders.en, type: "mean", column: "orders" },
      // A few resellers order for a hundred others.
      { name: revenue.en, type: "mean", column: "revenue", covariate: "revenue_before", winsorise: 0.98 },
    ],
    money: { metric: revenue.en, currency: "GBP", grossMargin: 0.45, costPerUser: 0.05 },
    uplift: { metric: conversion.en, features: ["segment", "revenue_before"] },
  });
}

import { z } from "zod";
import { Localised } from "../core/localised-schema.ts";
import { MetricRole, MetricType } from "./config-schema.ts";

const number = z.number().nullable();
const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

const Check = z.looseObject({
  id: z.string(),
  passed: z.boolean(),
  /** A failed one that blocks leaves no winner. */
  blocks: z.boolean(),
  pValue: number,
  sentence: Localised,
  advice: Localised.nullable(),
});

const Comparison = z.looseObject({
  arm: z.string(),
  /** Id of the statistic that leads. */
  method: z.string(),
  difference: number,
  low: number,
  high: number,
  pValue: number,
  pValueCorrected: number,
  relative: z.object({ lift: number, low: number, high: number }),
  bayes: z.object({ chanceToWin: number, expectedLoss: number, low: number, high: number }),
  smallestEffect: number,
  verdict: z.enum(["better", "worse", "unclear", "inconclusive"]),
  /** Why there is no number or no verdict. */
  reason: Localised.nullable(),
  sentence: Localised,
});

const Metric = z.looseObject({
  name: z.string(),
  type: MetricType,
  role: MetricRole,
  direction: z.enum(["up", "down"]),
  unit: z.string().nullable(),
  arms: z.array(
    z.looseObject({ arm: z.string(), n: z.int(), mean: number, standardError: number, low: number, high: number }),
  ),
  comparisons: z.array(Comparison),
});

const SegmentEffect = z.looseObject({
  segment: z.string(),
  arm: z.string(),
  metric: z.string(),
  n: z.int(),
  difference: number,
  low: number,
  high: number,
  pValue: number,
  /** Pooled towards the common effect; null where segments are corrected instead. */
  pooled: z.object({ difference: z.number(), low: z.number(), high: z.number() }).nullable(),
  pValueCorrected: number,
});

const Money = z.looseObject({
  arm: z.string(),
  currency: z.string(),
  /** Incremental gross margin over the observed window: a user, and everybody of the arm. */
  perUser: interval.nullable(),
  total: interval.nullable(),
  expectedLoss: number,
});

/** What other programs may rely on of report.json; `ExperimentReport` has all of it. Numbers in full, null with a reason. */
export const ReportAnswer = z.looseObject({
  name: z.string(),
  control: z.string(),
  users: z.int(),
  arms: z.array(z.looseObject({ arm: z.string(), n: z.int(), plannedShare: z.number() })),
  checks: z.array(Check),
  metrics: z.array(Metric),
  bySegment: z.array(SegmentEffect),
  heterogeneity: z.array(
    z.looseObject({
      metric: z.string(),
      arm: z.string(),
      pValue: number,
      i2: number,
      tau: number,
      sentence: Localised,
    }),
  ),
  money: z.array(Money),
  decision: z.looseObject({
    verdict: z.enum(["ship", "stop", "continue", "no-difference", "blocked", "inconclusive"]),
    arm: z.string().nullable(),
    sentence: Localised,
    detail: Localised,
  }),
});

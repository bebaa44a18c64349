import { z } from "zod";
import { schemaSentence } from "../core/schema-sentence.ts";
import { TableConfig } from "../ingest/schema.ts";

const column = z.string().min(1).max(220);
const name = z.string().min(1).max(120);
const finite = z.number();

export const MetricType = z.enum(["proportion", "mean", "ratio", "quantile"]);
export type MetricType = z.infer<typeof MetricType>;

export const MetricRole = z.enum(["primary", "secondary", "guardrail"]);
export type MetricRole = z.infer<typeof MetricRole>;

export const MetricConfig = z
  .strictObject({
    name,
    type: MetricType,
    /** A number or 0/1 (true/false, yes/no) per user; of a ratio its numerator. */
    column,
    /** Of a ratio; the unit of analysis stays the user. */
    denominator: column.optional(),
    /** Of a quantile: 0.5 is the median. */
    quantile: z.number().gt(0).lt(1).optional(),
    /** What the same user had before assignment: it takes noise out (CUPED). */
    covariate: column.optional(),
    /** Values above this quantile of everybody's are set to it, e.g. 0.999. */
    winsorise: z.number().gt(0.5).lt(1).optional(),
    role: MetricRole.default("secondary"),
    /** Which way is good. */
    direction: z.enum(["up", "down"]).default("up"),
    /** Non-inferiority: by how much (absolute, ≥ 0) it may be worse and still pass; of guardrails. */
    margin: z.number().min(0).optional(),
    /** Normal prior of the relative lift, for the Bayesian columns; absent: stated weak priors. */
    prior: z.strictObject({ mean: finite, sd: z.number().gt(0) }).optional(),
  })
  .refine(({ type, denominator }) => (type === "ratio") === (denominator !== undefined), {
    path: ["denominator"],
    error: schemaSentence({
      en: "a ratio has a denominator, other metrics have none",
      zh: "比率指标须有分母，其他指标没有分母",
    }),
  })
  .refine(({ type, prior }) => type !== "quantile" || prior === undefined, {
    path: ["prior"],
    error: schemaSentence({
      en: "a prior is of the relative lift, which a quantile does not have",
      zh: "先验针对相对提升，分位数指标没有相对提升",
    }),
  })
  .refine(({ type, quantile }) => (type === "quantile") === (quantile !== undefined), {
    path: ["quantile"],
    error: schemaSentence({
      en: "a quantile metric says which, others do not",
      zh: "分位数指标须写明分位，其他指标不写",
    }),
  });
export type MetricConfig = z.infer<typeof MetricConfig>;

/**
 * One arm's sums of one metric, where no rows are at hand: Σ over users. Of a proportion `sum` is the number of successes and
 * `sumSquares` may be left out. Ratios and covariates bring the sums and cross-products of their second variable.
 */
export const Aggregate = z.strictObject({
  arm: z.string().min(1).max(200),
  metric: name,
  segment: z.string().max(200).optional(),
  n: z.int().min(0),
  sum: finite,
  sumSquares: z.number().min(0).optional(),
  sumCubes: finite.optional(),
  denominatorSum: finite.optional(),
  denominatorSumSquares: z.number().min(0).optional(),
  sumProducts: finite.optional(),
  covariateSum: finite.optional(),
  covariateSumSquares: z.number().min(0).optional(),
  covariateSumProducts: finite.optional(),
});
export type Aggregate = z.infer<typeof Aggregate>;

/** How a test is read, chosen before it starts; chance to win excuses no peeking in any of them. */
export const ExperimentMode = z.enum(["fixed", "group-sequential", "always-valid"]);
export type ExperimentMode = z.infer<typeof ExperimentMode>;

/** How a group sequential test spends alpha over its looks: late (hardly anything at the first ones), or about evenly. */
export const AlphaSpending = z.enum(["obrien-fleming", "pocock"]);
export type AlphaSpending = z.infer<typeof AlphaSpending>;

/** How the files of results are written, where the detection is to be overruled. */
const Reading = TableConfig.pick({
  ...{ header: true, encoding: true, separator: true, quote: true },
  ...{ decimal: true, dateOrder: true, timeZone: true },
});

/** An experiment as a person writes it (experiment.json): one schema for the command line, the form, the API and the worker. */
export const ExperimentConfig = z.strictObject({
  name: z.string().max(200).default(""),
  hypothesis: z.string().max(2000).default(""),
  /** Column of the user; null: every row is one user. Rows of one user are added up. */
  unit: column.nullable().default(null),
  /** Column that says who was in which variant. Left out only with aggregates. */
  arm: column.optional(),
  /** Value of that column; left out: the largest arm whose name reads like a control, else the first by name. */
  control: z.string().max(200).optional(),
  metrics: z.array(MetricConfig).max(50).default([]),
  /** Column of a segment that was frozen before assignment. */
  segment: column.optional(),
  /** Column of when the row happened, and of when the user was assigned. */
  time: column.optional(),
  assigned: column.optional(),
  /** Planned traffic allocation; left out: equal. */
  shares: z.record(z.string(), z.number().gt(0)).optional(),
  mode: ExperimentMode.default("fixed"),
  /** Planned looks of a group sequential test, and which one this is. */
  looks: z.int().min(1).max(50).default(1),
  look: z.int().min(1).max(50).optional(),
  spending: AlphaSpending.default("obrien-fleming"),
  /** Users in all at the planned end; left out: looks are as far apart as planned. */
  plannedUsers: z.int().min(2).optional(),
  /** Users in all at the looks before this one; left out: as far apart as planned. */
  lookUsers: z
    .array(z.int().min(2))
    .max(49)
    .refine((users) => users.every((n, at) => n > (users[at - 1] ?? 0)), {
      error: schemaSentence({
        en: "every look has more users than the one before",
        zh: "每次查看的用户数须多于上一次",
      }),
    })
    .optional(),
  /**
   * Users at which an always-valid interval is tightest; fixed beforehand. It is the burn-in as well: at a hundredth of it the
   * interval is nearly five times as wide as a fixed test's, so that a first look at few users, where variances are guesses, finds nothing.
   */
  tuning: z.int().min(500).default(5000),
  alpha: z.number().min(0.0001).max(0.5).default(0.05),
  alternative: z.enum(["two-sided", "better"]).default("two-sided"),
  corrections: z.enum(["none", "holm", "bh"]).default("none"),
  /** Which comparisons are corrected together: all of the report, or those of each role. */
  family: z.enum(["all", "role"]).default("role"),
  /** Segments are corrected or pooled, never both. */
  bySegment: z.enum(["pooled", "corrected"]).default("pooled"),
  /** Whom to treat: learnt from what was known of users before the test. */
  uplift: z
    .strictObject({
      /** Name of a proportion or a mean. */
      metric: name,
      /** Columns of the same file, numbers or words. */
      features: z.array(column).min(1).max(50),
      /** Variant that is learnt about; left out: the one that the decision names, else the first by name. */
      arm: z.string().max(200).optional(),
    })
    .optional(),
  /** Segmentations as targeting policies, side by side: which of them knows better whom to treat? */
  targeting: z
    .strictObject({
      metric: name,
      /** Columns of segments, each frozen before assignment. */
      segmentations: z.array(column).min(2).max(6),
      arm: z.string().max(200).optional(),
      /** Gains a user that lie closer together are the same; in the unit of the gains. */
      margin: z.number().gt(0).optional(),
    })
    .optional(),
  money: z
    .strictObject({
      /** Name of a mean metric in money. */
      metric: name,
      currency: z.string().min(1).max(8),
      /** Share of an additional unit of money that stays, 0…1. */
      grossMargin: z.number().min(0).max(1),
      /** What treating one user costs: sending, discount. */
      costPerUser: z.number().min(0).default(0),
      /** Share of the additional money that comes back as returns, 0…1. */
      returns: z.number().min(0).max(1).default(0),
    })
    .optional(),
  reading: Reading.optional(),
  /** Why what was left out was completed as it stands, by path ("arm", "metrics.spend"). For people; nothing reads it. */
  reasons: z.record(z.string(), z.string().max(500)).optional(),
  aggregates: z.array(Aggregate).max(100_000).optional(),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(42),
});
export type ExperimentConfig = z.infer<typeof ExperimentConfig>;

import { z } from "zod";
import { Localised } from "../core/localised-schema.ts";
import { ExperimentConfig, ExperimentMode } from "./config-schema.ts";
import type { ExperimentReport } from "./report-schema.ts";

const name = z.string().trim().min(1).max(200);
const userId = z.string().min(1).max(1000);
const armName = z.string().trim().min(1).max(200);

const ArmDesign = z.strictObject({
  arm: armName,
  /** Of those who take part; shares add up to 1. */
  share: z.number().gt(0).lt(1),
});

/** By whose segments a variant's users are targeted: a run's, or fifths of recency, frequency and value. */
const Targeting = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("run"), id: z.uuid() }),
  z.strictObject({ kind: z.literal("rfm") }),
]);
export type Targeting = z.infer<typeof Targeting>;

/** Who takes part and how they are put into variants; what is measured stands in the config. */
export const ExperimentDesign = z.strictObject({
  /** The first is the control. */
  arms: z.array(ArmDesign).min(2).max(10),
  /** Of everybody, kept out of every experiment of the workspace: always the same users. */
  holdout: z.number().min(0).max(0.5).default(0),
  /** Experiments of one layer never share a user; this one takes a share of its users. */
  layer: z
    .strictObject({ name: z.string().trim().min(1).max(100), share: z.number().gt(0).max(1) })
    .nullable()
    .default(null),
  /** All at once at the start, by a file for the e-mail tool; or each when first asked for, by the API. */
  entry: z.enum(["start", "arrival"]).default("start"),
  /** Exact shares within each segment, drawn at the start; else by hash. */
  stratified: z.boolean().default(false),
  /** How long each user is watched after assignment. */
  windowDays: z.int().min(1).max(365).default(14),
  /** How long people are let in, for users who come as the test runs. */
  days: z.int().min(1).max(365).default(14),
  /** Segmentation against segmentation, in the order of the arms; null: a variant treats all its users alike. */
  targeting: z.array(Targeting).min(2).max(10).nullable().default(null),
  /** A difference of the first metric below this part of its level does not matter; only where it is said can there be no difference. */
  margin: z.number().gt(0).max(1).nullable().default(null),
  /** Whom to treat next time is learnt from what the users' run knows of them, frozen at the start; where the config says no more. */
  learns: z.boolean().default(false),
});
export type ExperimentDesign = z.infer<typeof ExperimentDesign>;

/** Whom it is tried on: a segment, all segments of a run, or everybody of a dataset. */
export const ExperimentPeople = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("segment"), id: z.uuid() }),
  z.strictObject({ kind: z.literal("run"), id: z.uuid() }),
  z.strictObject({ kind: z.literal("everybody"), id: z.uuid() }),
]);
export type ExperimentPeople = z.infer<typeof ExperimentPeople>;

export const NewExperiment = z.discriminatedUnion("source", [
  /** A test that is to be run on the shop's people. */
  z.strictObject({
    source: z.literal("design"),
    people: ExperimentPeople,
    config: ExperimentConfig,
    design: ExperimentDesign,
  }),
  /** A test that was run elsewhere: complete uploads that belong to nothing yet, parts of one table. */
  z.strictObject({
    source: z.literal("upload"),
    files: z.array(z.uuid()).min(1).max(100),
    name: name.optional(),
  }),
  /** The same, as sums per variant; they stand in the config. */
  z.strictObject({ source: z.literal("aggregates"), config: ExperimentConfig }),
  /** "Did it work?": a list with a held-back share. */
  z.strictObject({ source: z.literal("export"), exportId: z.uuid(), locale: z.enum(["en", "zh"]).default("en") }),
  /** A finished test of the sample shop, with an effect planted in one segment. */
  z.strictObject({ source: z.literal("sample") }),
]);
export type NewExperiment = z.infer<typeof NewExperiment>;

/** What may change before the start, and of a finished test at any time; the name always. */
export const ExperimentChange = z.strictObject({
  name: name.optional(),
  hypothesis: z.string().max(2000).optional(),
  config: ExperimentConfig.optional(),
  design: ExperimentDesign.optional(),
});
export type ExperimentChange = z.infer<typeof ExperimentChange>;

export const StartExperiment = z.strictObject({
  /** Of segment names in the assignment. */
  locale: z.enum(["en", "zh"]).default("en"),
});
export type StartExperiment = z.infer<typeof StartExperiment>;

export const AssignUsers = z.strictObject({ users: z.array(userId).min(1).max(10_000) });
export type AssignUsers = z.infer<typeof AssignUsers>;

export const AssignmentDto = z.object({
  /** In the order asked. */
  items: z.array(
    z.object({
      userId: z.string(),
      /** null: takes no part. */
      arm: z.string().nullable(),
      /** Why not: held back from every experiment, in another experiment of the layer, or not among its people. */
      outside: z.enum(["holdout", "other-experiment", "not-listed"]).nullable(),
    }),
  ),
});
export type AssignmentDto = z.infer<typeof AssignmentDto>;

export const AssignmentFile = z.strictObject({ arm: z.string().max(200).optional() });
export type AssignmentFile = z.infer<typeof AssignmentFile>;

export const TellExposures = z.strictObject({
  exposures: z
    .array(z.strictObject({ userId, arm: armName, seenAt: z.iso.datetime({ offset: true }).optional() }))
    .min(1)
    .max(5000),
});
export type TellExposures = z.infer<typeof TellExposures>;

export const ExposuresDto = z.object({
  /** Not known before. */
  added: z.int(),
  /** Told before, in the same variant. */
  repeated: z.int(),
});
export type ExposuresDto = z.infer<typeof ExposuresDto>;

export const Decide = z.strictObject({
  /** Ship a variant, keep things as they are, or test once more. */
  decision: z.enum(["ship", "keep", "repeat"]),
  /** Which variant is shipped. */
  arm: armName.optional(),
  note: z.string().trim().max(2000).default(""),
});
export type Decide = z.infer<typeof Decide>;

export const PolicyQuery = z.strictObject({
  /** Among whose users the treated ones are looked for; left out: the test's own run, else the one that knows most of them. */
  run: z.uuid().optional(),
});
export type PolicyQuery = z.infer<typeof PolicyQuery>;

/** What keeping a learnt policy as a segment would make. */
export const PolicyPreview = z.object({
  /** Users of the test whom it treats. */
  treated: z.int(),
  /** Runs whose users they may be, and how many of them each knows; the one to take first. */
  runs: z.array(z.object({ id: z.string(), number: z.int(), datasetName: z.string(), known: z.int() })),
  /** Everybody of the test's own run of whom the rule is true, whether they were in the test or not; null where it cannot be asked of them. */
  byRule: z.object({ users: z.int(), notes: z.array(Localised) }).nullable(),
  name: Localised,
  action: Localised,
  /** The rule, and what treating these is expected to gain beside treating everybody and nobody. */
  notes: z.array(Localised),
});
export type PolicyPreview = z.infer<typeof PolicyPreview>;

export const KeepPolicy = z.strictObject({
  runId: z.uuid(),
  /** Whom the policy treats of the test's users, or of whom its rule is true among everybody of the run. */
  who: z.enum(["tested", "rule"]).default("tested"),
  name: z.string().trim().min(1).max(80),
  /** What is planned for them. */
  action: z.string().trim().min(1).max(200),
});
export type KeepPolicy = z.infer<typeof KeepPolicy>;

export const NewComment = z.strictObject({ text: z.string().trim().min(1).max(4000) });
export type NewComment = z.infer<typeof NewComment>;

export const CommentDto = z.object({
  id: z.string(),
  author: z.string(),
  isOwn: z.boolean(),
  text: z.string(),
  createdAt: z.iso.datetime(),
});
export type CommentDto = z.infer<typeof CommentDto>;

export const NewLink = z.strictObject({ days: z.int().min(1).max(365).default(30) });
export type NewLink = z.infer<typeof NewLink>;

export const LinkDto = z.object({
  id: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  views: z.int(),
  viewedAt: z.iso.datetime().nullable(),
});
export type LinkDto = z.infer<typeof LinkDto>;

export const IssuedLink = LinkDto.extend({
  /** Shown once. */
  link: z.string(),
});
export type IssuedLink = z.infer<typeof IssuedLink>;

const Range = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** Of the first metric: the smallest true change that is found with 80 % power, as a part of the control's mean. */
const SmallestEffect = z.object({ metric: z.string(), relative: z.number() });
export type SmallestEffect = z.infer<typeof SmallestEffect>;

/** Of the newest report, what lists and homes show. */
export const ExperimentVerdict = z.object({
  verdict: z.enum(["ship", "stop", "continue", "no-difference", "blocked", "inconclusive"]),
  arm: z.string().nullable(),
  sentence: Localised,
  users: z.int(),
  /** Incremental gross margin of the leading variant over the observed window. */
  money: z.object({ arm: z.string(), currency: z.string(), total: Range, perUser: Range.nullable() }).nullable(),
  smallestEffect: SmallestEffect.nullable(),
});
export type ExperimentVerdict = z.infer<typeof ExperimentVerdict>;

const Problem = z.object({ code: z.string(), detail: Localised });

export const AnalysisDto = z.object({
  number: z.int(),
  status: z.enum(["queued", "running", "done", "failed"]),
  isLook: z.boolean(),
  look: z.int().nullable(),
  error: Problem.nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type AnalysisDto = z.infer<typeof AnalysisDto>;

export const ExperimentDto = z.object({
  id: z.string(),
  name: z.string(),
  hypothesis: z.string(),
  source: z.enum(["design", "upload", "aggregates", "export"]),
  status: z.enum(["draft", "running", "ended", "decided"]),
  mode: ExperimentMode,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** When every user will have been watched for the whole window. */
  readyAt: z.iso.datetime().nullable(),
  verdict: ExperimentVerdict.nullable(),
  /** In all variants: of the report, else as assigned at the start. */
  users: z.int().nullable(),
  /** Of the report, else as the design had it at the start. */
  smallestEffect: SmallestEffect.nullable(),
  decision: z
    .object({
      decision: z.enum(["ship", "keep", "repeat"]),
      arm: z.string().nullable(),
      note: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
    })
    .nullable(),
  /** The newest analysis; null where there was none. */
  analysis: AnalysisDto.nullable(),
});
export type ExperimentDto = z.infer<typeof ExperimentDto>;

export const ExperimentDetailDto = ExperimentDto.extend({
  config: ExperimentConfig,
  design: ExperimentDesign.nullable(),
  people: z
    .object({ kind: z.enum(["segment", "run", "everybody", "list"]), id: z.string().nullable(), name: Localised })
    .nullable(),
  /** Users by variant, as assigned at the start; in the order of the design. */
  assigned: z.array(z.object({ arm: z.string(), users: z.int() })).nullable(),
  exposed: z.int(),
  /** Users by the day on which they were first seen in a variant; days of nobody are left out. */
  days: z.array(z.object({ day: z.string(), users: z.record(z.string(), z.int()) })),
  files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
  previewState: z.enum(["none", "queued", "ready", "failed"]),
  previewError: Problem.nullable(),
  hasReport: z.boolean(),
  /** Looks at running results: how many there were, how many the design planned, and whether another reading is one more. */
  looks: z.object({ taken: z.int(), planned: z.int().nullable(), isNext: z.boolean() }),
  analyses: z.array(AnalysisDto),
});
export type ExperimentDetailDto = z.infer<typeof ExperimentDetailDto>;

export const ReportFile = z.strictObject({
  name: z.enum(["report.html", "report.json", "metrics.csv", "methods.csv", "segments.csv", "days.csv", "policy.csv"]),
  /** Of report.html as it opens. */
  locale: z.enum(["en", "zh"]).default("en"),
});
export type ReportFile = z.infer<typeof ReportFile>;

/** A finished test's files as their heads show them, and how Clade would read them. */
export const TestPreview = z.object({
  files: z.array(z.string()),
  columns: z.array(z.string()),
  /** The first rows, cell by cell in the order of the columns, and the line each stands on. */
  rows: z.array(z.array(z.string())),
  lines: z.array(z.int()),
  suggestion: ExperimentConfig,
  /** Which variant of the first rows reads like the control; null where no column holds variants. */
  control: z.string().nullable(),
  /** Why, by path of the config ("arm", "metrics.spend"). */
  reasons: z.array(z.object({ path: z.string(), reason: Localised })),
});
export type TestPreview = z.infer<typeof TestPreview>;

/** What somebody with a link sees. */
export interface SharedReport {
  readonly report: ExperimentReport;
  readonly decision: ExperimentDto["decision"];
}

import { z } from "zod";
import type { AlgorithmId } from "../clustering/algorithms/index.ts";
import type { ParamSpec } from "../clustering/algorithms/param.ts";
import type { ClusteringConfig } from "../clustering/schema.ts";
import { Localised } from "../core/localised-schema.ts";
import type { TrainingProgress } from "../core/stage.ts";
import { EmbeddingConfig } from "../embedding/schema.ts";
import { EvaluationConfig, type EvaluationSummary } from "../evaluation/schema.ts";
import { FeaturesConfig, type WholesaleOffer } from "../features/schema.ts";
import { type IngestSummary, TableConfig } from "../ingest/schema.ts";
import type { Findings, NoSegment, ReportData, Segment, Verdict } from "../segments/schema.ts";
import { ClusteringSchema } from "./clustering-schema.ts";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const OutputsConfig = z.strictObject({
  /** How near what a user wrote is to each segment, in segments.csv; it is in exports and beside people either way. */
  similarity: z.boolean().default(false),
});

/** A run as a person writes it (run.json): one schema for the command line, the form, the API and the worker. */
export const RunConfig = z.strictObject({
  tables: z.array(TableConfig).max(100).default([]),
  features: FeaturesConfig.prefault({}),
  embedding: EmbeddingConfig.prefault({}),
  clustering: ClusteringSchema.prefault({}),
  evaluation: EvaluationConfig.prefault({}),
  outputs: OutputsConfig.prefault({}),
  /** Same config, data and seed: same bytes. */
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(42),
});
export type RunConfig = Omit<z.infer<typeof RunConfig>, "clustering"> & { readonly clustering: ClusteringConfig };

/** A new analysis of a dataset. Its tables are the dataset's, so the config holds none. */
export const CreateRun = z.strictObject({
  datasetId: z.uuid(),
  config: RunConfig.omit({ tables: true }).prefault({}),
});
export type CreateRun = z.infer<typeof CreateRun>;

/**
 * The same run again with some settings changed: merged over its config, key by key. Another algorithm keeps fixed segments, pairs and
 * limits of size, and is refused where it cannot keep to them; null takes a setting of `clustering` back.
 */
export const RerunRun = z.strictObject({
  /** Over the newest version of its dataset, not the one it worked on. */
  newest: z.boolean().optional(),
  changes: z
    .strictObject({
      features: z.record(z.string(), z.unknown()).optional(),
      embedding: z.record(z.string(), z.unknown()).optional(),
      clustering: z.record(z.string(), z.unknown()).optional(),
      evaluation: z.record(z.string(), z.unknown()).optional(),
      outputs: z.record(z.string(), z.unknown()).optional(),
      seed: z.int().min(0).optional(),
    })
    .prefault({}),
});
export type RerunRun = z.infer<typeof RerunRun>;

export const ListRuns = z.strictObject({
  datasetId: z.string().optional(),
  /** active: queued or running */
  status: z.enum(["active", "queued", "running", "done", "failed", "cancelled"]).optional(),
  kind: z.enum(["segment", "ingest", "all"]).default("segment"),
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListRuns = z.infer<typeof ListRuns>;

const RunStatus = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type RunStatus = z.infer<typeof RunStatus>;

const Loss = z.tuple([z.number(), z.number(), z.number()]).readonly();

/** A training that goes on: its steps, when it stops, and its curve (step, loss of training, loss of validation). */
const RunTraining = z.object({
  step: z.int(),
  steps: z.int(),
  stepsPerEpoch: z.int(),
  stale: z.int(),
  patience: z.int(),
  /** Until the last step at most; null until some were timed. */
  secondsLeft: z.number().nullable(),
  /** Losses of two that learn nothing. */
  baselines: z.object({ popularity: z.number(), lastEvent: z.number() }),
  curve: z.array(Loss).readonly(),
}) satisfies z.ZodType<TrainingProgress>;

const RunProgress = z.object({
  stage: z.string(),
  /** Of this stage, 0…1. */
  fraction: z.number(),
  sentence: Localised,
  rows: z.number().nullable(),
  /** null: nothing is trained just now. */
  training: RunTraining.nullable(),
});
export type RunProgress = Readonly<z.infer<typeof RunProgress>>;

/** A finished stage. */
const ReceiptDto = z.object({
  stage: z.string(),
  label: Localised,
  reused: z.boolean(),
  milliseconds: z.number(),
  peakRssBytes: z.number(),
  finishedAt: z.iso.datetime(),
});
export type ReceiptDto = Readonly<z.infer<typeof ReceiptDto>>;

export const RunDto = z.object({
  id: z.string(),
  /** 1, 2, … in its workspace; negative where it only reads a dataset. */
  number: z.int(),
  kind: z.enum(["segment", "ingest"]),
  datasetId: z.string(),
  datasetName: z.string(),
  /** Of the dataset: the one it works on (null while it is read), and the newest there is. */
  version: z.int().nullable(),
  newestVersion: z.int().nullable(),
  status: RunStatus,
  stage: z.string().nullable(),
  /** Of the whole run, 0…1. */
  fraction: z.number(),
  progress: RunProgress.nullable(),
  /** Of the stage at work; above 1 after a failed one, whose reason is then in `error`. */
  attempts: z.int(),
  error: z.object({ code: z.string(), detail: Localised }).nullable(),
  algorithm: z.string(),
  k: z.union([z.number(), z.literal("auto")]),
  seed: z.number(),
  verdict: Localised.nullable(),
  segments: z.int().nullable(),
  users: z.int().nullable(),
  silhouette: z.number().nullable(),
  rerunOf: z.string().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type RunDto = Readonly<z.infer<typeof RunDto>>;

export const RunPage = z.object({
  items: z.array(RunDto),
  /** Give it as `before` for the runs after these. */
  next: z.int().optional(),
});
export type RunPage = z.infer<typeof RunPage>;

/** summary.json, the machine's view of a run. */
export interface Summary
  extends Pick<
      IngestSummary,
      | "rowsIn"
      | "rowsStored"
      | "rowsSetAside"
      | "setAside"
      | "knownUsers"
      | "buyers"
      | "revenue"
      | "currency"
      | "duplicates"
      | "nonProducts"
      | "leftOutByStatus"
    >,
    Findings {
  readonly users: number;
  /** Columns of the matrix. */
  readonly features: readonly string[];
  readonly wholesale: WholesaleOffer | null;
  readonly algorithm: AlgorithmId;
  /** Of those found; fixed segments come beside them. */
  readonly k: number;
  readonly chosenBy: EvaluationSummary["chosenBy"];
  readonly seed: number;
  readonly inertia: number;
  readonly silhouette: EvaluationSummary["silhouette"];
  readonly fits: EvaluationSummary["fits"];
  /** Present where the algorithm builds one. */
  readonly tree?: EvaluationSummary["tree"];
  readonly verdict: Verdict;
  readonly segments: readonly Pick<Segment, "id" | "fixed" | "name" | "line" | "size" | "share" | "revenueShare">[];
  /** Users in no segment; null where there are none. */
  readonly noise: Pick<NoSegment, "size" | "share" | "revenueShare" | "nearest"> | null;
  readonly notes: readonly Localised[];
  readonly milliseconds: number;
  readonly millisecondsByStage: Readonly<Record<string, number>>;
  readonly stagesReused: readonly string[];
  readonly peakRssBytes: number;
}

/** A file of the command line, told in the API as it is: its shape is its version's. */
const described = <T>(description: string) => z.custom<T>(isRecord).meta({ type: "object", description });

export const RunDetailDto = RunDto.extend({
  config: described<RunConfig>("run.json: the complete config"),
  /** The stages that it goes through, in order. */
  stages: z.array(z.object({ name: z.string(), label: Localised })),
  receipts: z.array(ReceiptDto),
  summary: described<Summary>("summary.json of the command line; null until it is done").nullable(),
});
export type RunDetailDto = Readonly<z.infer<typeof RunDetailDto>>;

/** A segment's words and colour as people keep them; its figures are in the report. index −1: who is in none. */
const RunSegmentDto = z.object({
  id: z.string(),
  index: z.int(),
  name: Localised,
  ownName: z.string().nullable(),
  colour: z.int(),
  size: z.int(),
});
export type RunSegmentDto = Readonly<z.infer<typeof RunSegmentDto>>;

/** What the run page draws. */
export const RunResultsDto = z.object({
  report: described<ReportData>("What report.html draws"),
  segments: z.array(RunSegmentDto),
});
export type RunResultsDto = Readonly<z.infer<typeof RunResultsDto>>;

/** One message of a run's stream (SSE event `run`). */
export interface RunEvent {
  readonly runId: string;
  readonly status: RunStatus;
  readonly stage: string | null;
  readonly fraction: number;
  readonly progress: RunProgress | null;
}

export const RunEstimateDto = z.object({
  users: z.int(),
  columns: z.int(),
  matrixBytes: z.number(),
  seconds: z.number(),
  /** What its largest stage is expected to take, and what one may take at most before it is stopped. */
  memoryBytes: z.number(),
  memoryLimitBytes: z.number(),
  /** Of the stage that each choice of an encoder would add, whatever the config chooses. */
  choices: z.object({
    text: z.array(z.object({ encoder: z.string(), seconds: z.number() })),
    behaviour: z.number(),
    /** What a transformer on the label adds to its stage. */
    labelTransformer: z.number(),
    /** Of the map by nearness. */
    nearness: z.number(),
  }),
});
export type RunEstimateDto = Readonly<z.infer<typeof RunEstimateDto>>;

export const SendingQuery = z.strictObject({ datasetId: z.string() });
export type SendingQuery = z.infer<typeof SendingQuery>;

/** What would go to the embeddings endpoint. */
export const SendingPreview = z.object({
  host: z.string(),
  model: z.string(),
  /** Different texts; templates are not sent. */
  texts: z.int(),
  requests: z.int(),
  characters: z.int(),
  /** An upper estimate. */
  tokens: z.int(),
  /** In the currency of CLADE_EMBEDDINGS_PRICE; null where no price is set. */
  cost: z.number().nullable(),
  /** The body of the first request, to the letter. */
  firstBody: z.string(),
});
export type SendingPreview = Readonly<z.infer<typeof SendingPreview>>;

/** What the form of a new run is drawn from. */
export const RunOptions = z.object({
  features: z.array(
    z.object({
      id: z.string(),
      label: Localised,
      help: Localised,
      /** On unless somebody says otherwise. */
      use: z.boolean(),
      /** Why it is off. */
      unused: Localised.nullable(),
      /** Not even computed where it is off. */
      onRequest: z.boolean(),
    }),
  ),
  algorithms: z.array(
    z.object({
      id: z.string(),
      label: Localised,
      help: Localised,
      /** How many may be asked for; null where it finds that by itself. */
      clusters: z.object({ minimum: z.int(), maximum: z.int() }).nullable(),
      /** It keeps to pairs of users who go together or apart. */
      takesPairs: z.boolean(),
      params: z.array(
        described<ParamSpec & { readonly name: string }>(
          "A whole number, a number or a choice, with its bounds and words",
        ),
      ),
    }),
  ),
  encoders: z.array(
    z.object({
      id: z.string(),
      label: Localised,
      help: Localised,
      needs: z.enum(["nothing", "model", "teacher", "endpoint"]),
    }),
  ),
  /** What answers for the encoder "endpoint"; null where none is configured. */
  endpoint: z.object({ host: z.string(), model: z.string() }).nullable(),
  schema: described<Readonly<Record<string, unknown>>>("JSON Schema of POST /runs"),
});
export type RunOptions = Readonly<z.infer<typeof RunOptions>>;

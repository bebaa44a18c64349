import { z } from "zod";
import type { IntegerParam, ParamSpecs } from "../clustering/algorithms/algorithm.ts";
import { type AlgorithmId, algorithms } from "../clustering/algorithms/index.ts";
import type { ClusteringConfig } from "../clustering/schema.ts";
import type { Localised } from "../core/localised.ts";
import { EmbeddingConfig } from "../embedding/schema.ts";
import { EvaluationConfig, type EvaluationSummary } from "../evaluation/schema.ts";
import { FeaturesConfig, type WholesaleOffer } from "../features/schema.ts";
import { type IngestSummary, type Problem, TableConfig } from "../ingest/schema.ts";
import type { ReportData, Segment, Verdict } from "../segments/schema.ts";

const [firstAlgorithm] = algorithms;

/** One branch per algorithm of the registry, each strict about its own params; the first is the default. */
const ClusteringSchema = z.preprocess(
  (value) => (isRecord(value) && !("algorithm" in value) ? { ...value, algorithm: firstAlgorithm.id } : value),
  z.discriminatedUnion("algorithm", [branch(firstAlgorithm), ...algorithms.slice(1).map(branch)], {
    error: `there is no such algorithm; there are: ${algorithms.map(({ id }) => id).join(", ")}`,
  }),
);

function branch({ id, params }: { readonly id: AlgorithmId; readonly params: ParamSpecs }) {
  const { k, ...others } = params;
  const kMost = k?.maximum ?? 100;
  return z
    .strictObject({
      algorithm: z.literal(id),
      k: z
        .union([z.literal("auto"), z.int().min(2).max(kMost)], { error: `write a whole number (2–${kMost}) or "auto"` })
        .default("auto"),
      kMin: z.int().min(2).max(kMost).default(3),
      kMax: z.int().min(2).max(kMost).default(10),
      ...Object.fromEntries(Object.entries(others).map(([name, spec]) => [name, integer(spec)])),
    })
    .refine(({ kMin, kMax }) => kMin <= kMax, {
      path: ["kMin"],
      error: "it is above kMax; the range is 3–10 but for what is written",
    });
}

function integer({ minimum, maximum, default: standard }: IntegerParam) {
  return z.int().min(minimum).max(maximum).default(standard);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A run as a person writes it (run.json): one schema for the command line, the form, the API and the worker. */
export const RunConfig = z.strictObject({
  tables: z.array(TableConfig).max(100).default([]),
  features: FeaturesConfig.prefault({}),
  embedding: EmbeddingConfig.prefault({}),
  clustering: ClusteringSchema.prefault({}),
  evaluation: EvaluationConfig.prefault({}),
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

/** The same run again with some settings changed: merged over its config, key by key. */
export const RerunRun = z.strictObject({
  /** Over the newest version of its dataset, not the one it worked on. */
  newest: z.boolean().optional(),
  changes: z
    .strictObject({
      features: z.record(z.string(), z.unknown()).optional(),
      embedding: z.record(z.string(), z.unknown()).optional(),
      clustering: z.record(z.string(), z.unknown()).optional(),
      evaluation: z.record(z.string(), z.unknown()).optional(),
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

export type RunStatus = "queued" | "running" | "done" | "failed" | "cancelled";

export interface RunProgress {
  readonly stage: string;
  /** Of this stage, 0…1. */
  readonly fraction: number;
  readonly sentence: Localised;
  readonly rows: number | null;
}

/** A finished stage. */
export interface ReceiptDto {
  readonly stage: string;
  readonly label: Localised;
  readonly reused: boolean;
  readonly milliseconds: number;
  readonly peakRssBytes: number;
  readonly finishedAt: string;
}

export interface RunDto {
  readonly id: string;
  /** 1, 2, … in its workspace; negative where it only reads a dataset. */
  readonly number: number;
  readonly kind: "segment" | "ingest";
  readonly datasetId: string;
  readonly datasetName: string;
  /** Of the dataset: the one it works on (null while it is read), and the newest there is. */
  readonly version: number | null;
  readonly newestVersion: number | null;
  readonly status: RunStatus;
  readonly stage: string | null;
  /** Of the whole run, 0…1. */
  readonly fraction: number;
  readonly progress: RunProgress | null;
  /** Of the stage at work; above 1 after a failed one, whose reason is then in `error`. */
  readonly attempts: number;
  readonly error: Problem | null;
  readonly algorithm: string;
  readonly k: number | "auto";
  readonly seed: number;
  readonly verdict: Localised | null;
  readonly segments: number | null;
  readonly users: number | null;
  readonly silhouette: number | null;
  readonly rerunOf: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

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
  > {
  readonly users: number;
  /** Columns of the matrix. */
  readonly features: readonly string[];
  readonly wholesale: WholesaleOffer | null;
  readonly algorithm: AlgorithmId;
  readonly k: number;
  readonly chosenBy: EvaluationSummary["chosenBy"];
  readonly seed: number;
  readonly inertia: number;
  readonly silhouette: EvaluationSummary["silhouette"];
  readonly fits: EvaluationSummary["fits"];
  readonly verdict: Verdict;
  readonly segments: readonly Pick<Segment, "id" | "name" | "line" | "size" | "share" | "revenueShare">[];
  readonly notes: readonly Localised[];
  readonly milliseconds: number;
  readonly millisecondsByStage: Readonly<Record<string, number>>;
  readonly stagesReused: readonly string[];
  readonly peakRssBytes: number;
}

export interface RunDetailDto extends RunDto {
  readonly config: RunConfig;
  readonly receipts: readonly ReceiptDto[];
  /** summary.json of the command line; null until it is done. */
  readonly summary: Summary | null;
}

/** A segment's words and colour as people keep them; its figures are in the report. */
export interface RunSegmentDto {
  readonly id: string;
  readonly index: number;
  readonly name: Localised;
  readonly ownName: string | null;
  readonly colour: number;
  readonly size: number;
}

/** What the run page draws. */
export interface RunResultsDto {
  readonly report: ReportData;
  readonly segments: readonly RunSegmentDto[];
}

/** One message of a run's stream (SSE event `run`). */
export interface RunEvent {
  readonly runId: string;
  readonly status: RunStatus;
  readonly stage: string | null;
  readonly fraction: number;
  readonly progress: RunProgress | null;
}

export interface RunEstimateDto {
  readonly users: number;
  readonly columns: number;
  readonly matrixBytes: number;
  readonly seconds: number;
  readonly memoryBytes: number;
}

/** What the form of a new run is drawn from. */
export interface RunOptions {
  readonly features: readonly {
    readonly id: string;
    readonly label: Localised;
    readonly help: Localised;
    /** On unless somebody says otherwise. */
    readonly use: boolean;
    /** Why it is off. */
    readonly unused: Localised | null;
  }[];
  readonly algorithms: readonly {
    readonly id: string;
    readonly label: Localised;
    readonly help: Localised;
    readonly params: readonly (IntegerParam & { readonly name: string })[];
  }[];
  /** JSON Schema of POST /runs. */
  readonly schema: Readonly<Record<string, unknown>>;
}

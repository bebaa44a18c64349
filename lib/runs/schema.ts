import { z } from "zod";
import { ClusteringConfig } from "../clustering/schema.ts";
import { EvaluationConfig } from "../evaluation/schema.ts";
import { FeaturesConfig } from "../features/schema.ts";
import { TableConfig } from "../ingest/schema.ts";

/** A run as a person writes it (run.json): one schema for the command line, the form, the API and the worker. */
export const RunConfig = z.strictObject({
  tables: z.array(TableConfig).max(100).default([]),
  features: FeaturesConfig.prefault({}),
  clustering: ClusteringConfig.prefault({}),
  evaluation: EvaluationConfig.prefault({}),
  /** Same config, data and seed: same bytes. */
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(42),
});
export type RunConfig = z.infer<typeof RunConfig>;

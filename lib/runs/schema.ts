import { z } from "zod";
import type { IntegerParam, ParamSpecs } from "../clustering/algorithms/algorithm.ts";
import { type AlgorithmId, algorithms } from "../clustering/algorithms/index.ts";
import type { ClusteringConfig } from "../clustering/schema.ts";
import { EvaluationConfig } from "../evaluation/schema.ts";
import { FeaturesConfig } from "../features/schema.ts";
import { TableConfig } from "../ingest/schema.ts";

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
  clustering: ClusteringSchema.prefault({}),
  evaluation: EvaluationConfig.prefault({}),
  /** Same config, data and seed: same bytes. */
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(42),
});
export type RunConfig = Omit<z.infer<typeof RunConfig>, "clustering"> & { readonly clustering: ClusteringConfig };

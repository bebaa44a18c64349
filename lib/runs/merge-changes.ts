import { algorithms } from "../clustering/algorithms/index.ts";
import type { RerunRun, RunConfig } from "./schema.ts";

type Entries = Readonly<Record<string, unknown>>;

/**
 * A run's settings with some of them changed, not yet checked. Settings within settings are merged key by key; lists,
 * and `features`' entries by the features' own ids, are replaced as a whole, so that they can be taken back.
 */
export function mergeChanges(before: RunConfig, changes: RerunRun["changes"]): unknown {
  return {
    ...before,
    features: { ...before.features, ...changes.features },
    clustering: mergeClustering(before.clustering, changes.clustering),
    embedding: mergeDeep(before.embedding, changes.embedding),
    evaluation: mergeDeep(before.evaluation, changes.evaluation),
    outputs: { ...before.outputs, ...changes.outputs },
    seed: changes.seed ?? before.seed,
  };
}

function mergeDeep(before: Entries, changes: Entries = {}): Entries {
  const merged = Object.entries(changes).map(([key, value]) => {
    const old = before[key];
    return [key, isEntries(value) && isEntries(old) ? mergeDeep(old, value) : value];
  });
  return { ...before, ...Object.fromEntries(merged) };
}

/** Params belong to their algorithm: with another one, fixed segments are kept, and how many where both can be told. */
function mergeClustering(before: RunConfig["clustering"], changes: Entries = {}): Entries {
  if (changes.algorithm === undefined || changes.algorithm === before.algorithm) return { ...before, ...changes };
  const finds = (id: unknown) => algorithms.find((entry) => entry.id === id)?.clusters === null;
  const { k, kMin, kMax, fixed } = before;
  const kept = fixed === undefined ? {} : { fixed };
  if (finds(before.algorithm) || finds(changes.algorithm)) return { ...kept, ...changes };
  return { k, kMin, kMax, ...kept, ...changes };
}

function isEntries(value: unknown): value is Entries {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { algorithms } from "../clustering/algorithms/index.ts";
import type { FixedSegment } from "../clustering/rules-schema.ts";
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
    clustering: leftOf(mergeClustering(before.clustering, changes.clustering)),
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

/**
 * Params belong to their algorithm: with another one, what people decided is kept, for the schema to refuse where the other cannot keep
 * to it, and how many segments where both can be told.
 */
function mergeClustering(before: RunConfig["clustering"], changes: Entries = {}): Entries {
  if (changes.algorithm === undefined || changes.algorithm === before.algorithm) return { ...before, ...changes };
  const finds = (id: unknown) => algorithmOf(id)?.clusters === null;
  const { k, kMin, kMax } = before;
  if (finds(before.algorithm) || finds(changes.algorithm)) return { ...rulesOf(before), ...changes };
  return { k, kMin, kMax, ...rulesOf(before), ...changes };
}

/** Rules that somebody set. */
function rulesOf(before: RunConfig["clustering"]): Entries {
  const { fixed = [], pairs = [] } = before;
  const limits = Object.entries(algorithmOf(before.algorithm)?.params ?? {}).filter(
    ([name, spec]) => spec.isRule && before[name] !== undefined && before[name] !== spec.default,
  );
  return {
    ...(fixed.length > 0 ? { fixed } : {}),
    ...(pairs.length > 0 ? { pairs } : {}),
    ...Object.fromEntries(limits.map(([name]) => [name, before[name]])),
  };
}

function algorithmOf(id: unknown): Algorithm | undefined {
  return algorithms.find((entry) => entry.id === id);
}

/** null takes a setting back. */
function leftOf(entries: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== null));
}

/** What changes where one segment more is fixed: a number of segments that was asked for counted it. */
export function withFixed({ k, fixed = [] }: RunConfig["clustering"], one: FixedSegment): Entries {
  return { fixed: [...fixed, one], ...(k === "auto" ? {} : { k: Math.max(2, k - 1) }) };
}

function isEntries(value: unknown): value is Entries {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { findAlgorithm } from "../clustering/find-algorithm.ts";
import { arePlainRows } from "../ingest/detection/plain-rows.ts";
import type { ResolvedTable } from "../ingest/schema.ts";
import type { RunConfig } from "./schema.ts";

/** Numbers of groups that are tried in measurements of anything; three at least and ten at most is a shop's default. */
const ofRows = { kMin: 2, kMax: 20 };

/**
 * The config with the range that suits its tables, where nobody said one. asked: the config as it was written.
 * Algorithms that find by themselves how many there are have none.
 */
export function suitRange(config: RunConfig, tables: readonly ResolvedTable[], asked: unknown): RunConfig {
  const { clusters } = findAlgorithm(config.clustering.algorithm);
  if (clusters === null || !arePlainRows(tables) || saysRange(asked)) return config;
  const kMax = Math.min(ofRows.kMax, clusters.maximum);
  return { ...config, clustering: { ...config.clustering, kMin: ofRows.kMin, kMax } as RunConfig["clustering"] };
}

function saysRange(asked: unknown): boolean {
  const { clustering } = (asked ?? {}) as { clustering?: object };
  return clustering !== undefined && ("kMin" in clustering || "kMax" in clustering);
}

import { totalmem } from "node:os";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import type { CheckLooks } from "../experiments/checks/check.ts";
import type { ExperimentConfig } from "../experiments/config-schema.ts";
import type { ExperimentParams } from "../experiments/run.ts";
import type { Artefact } from "../platform/store.ts";
import { memoryLimitMb, unpackedBytes } from "./memory-limit.ts";
import { experimentEntry } from "./stages.ts";
import { type LoneHost, workAlone } from "./work-alone.ts";

/** A file of results: where it lies, its size, and the SHA-256 of its bytes, which is what the report depends on. */
export interface ResultFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ExperimentRequest {
  readonly workspace: WorkspaceId;
  readonly config: ExperimentConfig;
  /** May a column of user ids be looked for, where the config names none? No longer once somebody has seen the mapping. */
  readonly isUnitOpen: boolean;
  /** Parts of one table; none: the config holds sums. */
  readonly files: readonly ResultFile[];
  /** null for a test that was finished elsewhere. */
  readonly looks: CheckLooks | null;
}

/**
 * The report of an experiment as an artefact of the stage "experiment": report.json (ExperimentReport), experiment.json (the
 * complete config), metrics.csv, methods.csv, segments.csv, days.csv and, of files, set-aside.csv. The same request gives the
 * artefact that is there already. Its process is limited in memory, and a cancel kills it.
 * @throws CladeError: BAD_CONFIG, NO_VARIANTS, NO_METRICS, NOT_NUMBERS, TOO_MANY_VALUES, what the ingest throws of files,
 * OUT_OF_MEMORY, CANCELLED
 */
export function analyseExperiment(request: ExperimentRequest, host: LoneHost): Promise<Artefact> {
  const { workspace, config, isUnitOpen, files, looks } = request;
  const { name, version } = experimentEntry;
  const kept = { config, isUnitOpen, looks, hashes: files.map(({ sha256 }) => sha256) };
  const params: ExperimentParams = { config, isUnitOpen, looks, files: files.map(({ path }) => path) };
  const inputBytes = unpackedBytes(files.map(({ path, bytes }) => ({ name: path, bytes })));
  const limitMb = memoryLimitMb({ inputBytes, threads: host.threads, machineBytes: totalmem() });
  const key = hashValue({ workspace, name, version, ...kept }) as StageKey;
  return workAlone(experimentEntry, { workspace, key, params, kept, limitMb }, host);
}

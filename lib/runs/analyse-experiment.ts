import { totalmem } from "node:os";
import { CladeError } from "../core/errors.ts";
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

/** What assigned users ordered: a dataset version's orders, and who was in which variant since when. */
export interface OrderResults {
  readonly ingestKey: StageKey;
  /** Of an artefact "assignments" with assignment.parquet: user_id, arm, segment, assigned_at (UTC). */
  readonly assignmentKey: StageKey;
  /** Days from assignment on in which orders count. */
  readonly windowDays: number;
  /** Of the transactions table: on whose clock its times are. */
  readonly timeZone: string;
}

export interface ExperimentRequest {
  readonly workspace: WorkspaceId;
  readonly config: ExperimentConfig;
  /** May a column of user ids be looked for, where the config names none? No longer once somebody has seen the mapping. */
  readonly isUnitOpen: boolean;
  /** Parts of one table; none: the config holds sums, or `orders` says where results come from. */
  readonly files: readonly ResultFile[];
  readonly orders?: OrderResults;
  /** null for a test that was finished elsewhere. */
  readonly looks: CheckLooks | null;
}

/**
 * The report of an experiment as an artefact of the stage "experiment": report.json (ExperimentReport), experiment.json (the
 * complete config), metrics.csv, methods.csv, segments.csv, days.csv and, of files, set-aside.csv. The same request gives the
 * artefact that is there already. Its process is limited in memory, and a cancel kills it.
 * @throws CladeError: BAD_CONFIG, NO_VARIANTS, NO_METRICS, NOT_NUMBERS, TOO_MANY_VALUES, NO_ORDERS, what the ingest throws of
 * files, NOT_FOUND where an artefact of `orders` is gone, OUT_OF_MEMORY, CANCELLED
 */
export async function analyseExperiment(request: ExperimentRequest, host: LoneHost): Promise<Artefact> {
  const { workspace, config, isUnitOpen, files, orders, looks } = request;
  const { name, version } = experimentEntry;
  const kept = { config, isUnitOpen, looks, hashes: files.map(({ sha256 }) => sha256), orders };
  const key = hashValue({ workspace, name, version, ...kept }) as StageKey;
  const artefacts = orders ? findOrders(workspace, orders, host) : [];
  const inputs = artefacts.map(({ stage, artefact }) => [stage, artefact.receipt.key] as const);
  const folders = artefacts.map(({ stage, artefact }) => [stage, artefact.folder] as const);
  const read = artefacts.flatMap(({ artefact }) => artefact.receipt.files);
  const inputBytes = unpackedBytes([...files.map(({ path, bytes }) => ({ name: path, bytes })), ...read]);
  const params: ExperimentParams = { config, isUnitOpen, looks, source: sourceOf(files, orders) };
  const limitMb = memoryLimitMb({ inputBytes, threads: host.threads, machineBytes: totalmem() });
  const task = { inputs: Object.fromEntries(inputs), folders: Object.fromEntries(folders) };
  return workAlone(experimentEntry, { workspace, key, params, kept, limitMb, ...task }, host);
}

function sourceOf(files: readonly ResultFile[], orders: OrderResults | undefined): ExperimentParams["source"] {
  if (orders) return { kind: "orders", windowDays: orders.windowDays, timeZone: orders.timeZone };
  return files.length > 0 ? { kind: "files", files: files.map(({ path }) => path) } : { kind: "sums" };
}

function findOrders(workspace: WorkspaceId, { ingestKey, assignmentKey }: OrderResults, { store }: LoneHost) {
  const keys = { ingest: ingestKey, assignments: assignmentKey };
  return Object.entries(keys).map(([stage, key]) => {
    const artefact = store.find(workspace, stage, key);
    if (!artefact) throw new CladeError("NOT_FOUND");
    return { stage, artefact };
  });
}

import { CladeError } from "../core/errors.ts";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import type { Progress, StageResources } from "../core/stage.ts";
import type { Artefact, ArtefactStore, Draft } from "../platform/store.ts";
import type { StageProcess } from "./spawn-stage.ts";
import type { StageProcesses } from "./stage-processes.ts";
import { type PreparedRun, type StageEntry, type StageName, stagesOf } from "./stages.ts";

/** What the foreground runner and a worker both bring to a stage. */
export interface StageHost {
  readonly workspace: WorkspaceId;
  readonly store: ArtefactStore;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly processes: StageProcesses;
  readonly onProgress: (stage: StageEntry, progress: Progress) => void;
}

/** A finished stage of a run; `reused` where it was there already. */
export interface FinishedStage extends Artefact {
  readonly name: StageName;
  readonly reused: boolean;
}

export type FinishedRun = Readonly<
  Record<Exclude<StageName, OptionalStage>, FinishedStage> & Partial<Record<OptionalStage, FinishedStage>>
>;

type OptionalStage =
  | "text"
  | "adapt"
  | "behaviour"
  | "fusion"
  | "labels"
  | "contribution"
  | "usefulness"
  | "match"
  | "neighbour-map";

/** Runs the whole chain, one stage after the other, and ends the host's processes. */
export async function executeRun(prepared: PreparedRun, host: StageHost): Promise<FinishedRun> {
  const finished = new Map<StageName, FinishedStage>();
  try {
    for (const stage of stagesOf("segment", prepared.config))
      finished.set(stage.name, await executeStage(stage, prepared, finished, host));
  } finally {
    host.processes.end();
  }
  return Object.fromEntries(finished) as FinishedRun;
}

/**
 * One stage of a run whose inputs are `finished`. Where its key is there already it is skipped; else it works in a
 * process of its own, into a draft that is published as a whole, while the next one's process is already loading.
 */
export async function executeStage(
  stage: StageEntry,
  prepared: PreparedRun,
  finished: ReadonlyMap<StageName, FinishedStage>,
  host: StageHost,
): Promise<FinishedStage> {
  const params = stage.params(prepared);
  const own = stagesOf("segment", prepared.config);
  const read = stage.inputs.filter((input) => own.some(({ name }) => name === input));
  const inputs = Object.fromEntries(read.map((name) => [name, need(finished, name).receipt.key]));
  const key = stageKey(host.workspace, stage, stage.keyParams?.(prepared) ?? params, inputs);
  const present = host.store.find(host.workspace, stage.name, key);
  if (present) return { ...present, name: stage.name, reused: true };
  const child = host.processes.take(stage, prepared.inputBytes);
  host.processes.warm(own[own.indexOf(stage) + 1], prepared.inputBytes);
  const folders = Object.fromEntries(read.map((name) => [name, need(finished, name).folder]));
  const { resources } = prepared;
  const artefact = await runInto(child, stage, { params, inputs, key, folders, resources }, host);
  return { ...artefact, name: stage.name, reused: false };
}

/** What a draft of a process' work is made from, and the key that it is published under. */
interface StageTask {
  readonly params: unknown;
  readonly inputs: Readonly<Record<string, string>>;
  readonly key: StageKey;
  readonly folders: Readonly<Record<string, string>>;
  readonly resources: StageResources;
}

async function runInto(
  child: StageProcess,
  stage: StageEntry,
  { params, inputs, key, folders, resources }: StageTask,
  { workspace, store, threads, signal, onProgress }: StageHost,
): Promise<Artefact> {
  let draft: Draft | undefined;
  try {
    draft = await store.begin(workspace, stage.name, key);
    const request = { params, inputs: folders, out: draft.folder, saved: draft.saved, resources, threads };
    const end = await child.run(request, (progress) => onProgress(stage, progress), signal);
    return await draft.publish({ stage: stage.name, version: stage.version, key, params, inputs, ...end });
  } catch (error) {
    child.kill();
    await draft?.discard();
    throw asDiskFull(error);
  }
}

export function stageKey(
  workspace: WorkspaceId,
  { name, version }: StageEntry,
  params: unknown,
  inputs: Readonly<Record<string, string>>,
): StageKey {
  return hashValue({ workspace, name, version, params, inputs }) as StageKey;
}

function need(finished: ReadonlyMap<StageName, FinishedStage>, name: StageName): FinishedStage {
  const stage = finished.get(name);
  if (!stage) throw new Error(`stage ${name} has not run`);
  return stage;
}

/** The system's word for a full disk as people should hear it. */
export function asDiskFull(error: unknown): unknown {
  return (error as NodeJS.ErrnoException)?.code === "ENOSPC" ? new CladeError("DISK_FULL", {}, error) : error;
}

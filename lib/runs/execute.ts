import { CladeError } from "../core/errors.ts";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import type { Progress } from "../core/stage.ts";
import type { Artefact, ArtefactStore, Draft } from "../platform/store.ts";
import type { StageProcess } from "./spawn-stage.ts";
import type { StageProcesses } from "./stage-processes.ts";
import { type PreparedRun, type StageEntry, type StageName, stages } from "./stages.ts";

export interface RunOptions {
  readonly workspace: WorkspaceId;
  readonly store: ArtefactStore;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Ended with the run. */
  readonly processes: StageProcesses;
  readonly onProgress: (stage: StageEntry, progress: Progress) => void;
}

/** A finished stage of a run; `reused` where it was there already. */
export interface FinishedStage extends Artefact {
  readonly name: StageName;
  readonly reused: boolean;
}

export type FinishedRun = Readonly<Record<StageName, FinishedStage>>;

/**
 * Runs the chain: each stage whose key is there already is skipped, every other one works in a process of its own,
 * into a draft that is published as a whole. While one works, the next one's process is already loading.
 */
export async function executeRun(prepared: PreparedRun, options: RunOptions): Promise<FinishedRun> {
  const finished = new Map<StageName, FinishedStage>();
  const { processes } = options;
  try {
    for (const [index, stage] of stages.entries()) {
      const params = stage.params(prepared);
      const inputs = Object.fromEntries(stage.inputs.map((name) => [name, need(finished, name).receipt.key]));
      const key = stageKey(options.workspace, stage, stage.keyParams?.(prepared) ?? params, inputs);
      const present = options.store.find(options.workspace, stage.name, key);
      if (present) {
        finished.set(stage.name, { ...present, name: stage.name, reused: true });
        continue;
      }
      const child = processes.take(stage);
      processes.warm(stages[index + 1]);
      const artefact = await executeStage(stage, child, { params, inputs, key }, finished, options);
      finished.set(stage.name, { ...artefact, name: stage.name, reused: false });
    }
  } finally {
    processes.end();
  }
  return Object.fromEntries(stages.map(({ name }) => [name, need(finished, name)])) as FinishedRun;
}

interface StageTask {
  readonly params: unknown;
  readonly inputs: Readonly<Record<string, string>>;
  readonly key: StageKey;
}

async function executeStage(
  stage: StageEntry,
  child: StageProcess,
  { params, inputs, key }: StageTask,
  finished: ReadonlyMap<StageName, FinishedStage>,
  { workspace, store, threads, signal, onProgress }: RunOptions,
): Promise<Artefact> {
  let draft: Draft | undefined;
  try {
    draft = await store.begin(workspace, stage.name, key);
    const folders = Object.fromEntries(stage.inputs.map((name) => [name, need(finished, name).folder]));
    const request = { params, inputs: folders, out: draft.folder, threads };
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

function asDiskFull(error: unknown): unknown {
  return (error as NodeJS.ErrnoException)?.code === "ENOSPC" ? new CladeError("DISK_FULL", {}, error) : error;
}

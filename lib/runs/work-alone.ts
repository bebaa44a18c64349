import type { StageKey, WorkspaceId } from "../core/ids.ts";
import type { Progress } from "../core/stage.ts";
import type { Artefact, ArtefactStore } from "../platform/store.ts";
import { asDiskFull } from "./execute.ts";
import { spawnStage } from "./spawn-stage.ts";
import type { LoneEntry } from "./stages.ts";

export interface LoneHost {
  readonly store: ArtefactStore;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface LoneTask {
  readonly workspace: WorkspaceId;
  readonly key: StageKey;
  readonly params: unknown;
  /** What of the params the receipt keeps: bytes count, paths do not. */
  readonly kept: unknown;
  /** Folders of the artefacts it reads, by stage, and their keys. */
  readonly folders?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Bound on the process's private memory. */
  readonly limitMb: number;
}

/** A piece of work that is no part of a run, in a limited process of its own; what is there already is not made again. */
export async function workAlone({ name, version }: LoneEntry, task: LoneTask, host: LoneHost): Promise<Artefact> {
  const { workspace, key, params, kept, folders = {}, inputs = {}, limitMb } = task;
  const { store, threads, signal, onProgress } = host;
  const present = store.find(workspace, name, key);
  if (present) return present;
  const draft = await store.begin(workspace, name, key);
  const child = spawnStage(name, limitMb);
  try {
    const request = { params, inputs: folders, out: draft.folder, threads };
    const end = await child.run(request, onProgress, signal);
    return await draft.publish({ stage: name, version, key, params: kept, inputs, ...end });
  } catch (error) {
    child.kill();
    await draft.discard();
    throw asDiskFull(error);
  }
}

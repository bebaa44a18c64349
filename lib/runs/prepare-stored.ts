import { join } from "node:path";
import type { Run } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { readPreview } from "../ingest/data.ts";
import { uploadPath } from "../ingest/stored-uploads.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import type { ArtefactStore } from "../platform/store.ts";
import { storeTags } from "../tags/stored-tags.ts";
import { findEarlierMap } from "./earlier-map.ts";
import type { FinishedStage } from "./execute.ts";
import { houseModels } from "./house-models.ts";
import { unpackedBytes } from "./memory-limit.ts";
import type { RunConfig } from "./schema.ts";
import { type PreparedRun, type StageName, stagesOf } from "./stages.ts";
import { needsTags } from "./tags-file.ts";
import { findTextSource, modelAsInput } from "./text-source.ts";
import { findTrainedEncoder } from "./trained-encoder.ts";

/**
 * A run's row as its stages want it: the tables that its preview decided, with the places and hashes of their uploads.
 * No file of the shop is opened here. @throws FILE_NOT_FOUND where an upload was removed; MODEL_MISSING
 */
export async function prepareStored(run: Run): Promise<PreparedRun> {
  const config = run.config as unknown as RunConfig;
  const preview = readPreview(run.workspaceId as WorkspaceId, keysOf(run).preview ?? "");
  if (!preview) throw new CladeError("NOT_DESCRIBED", { name: "" });
  const ids = preview.tables.flatMap(({ table }) => table.files);
  const uploads = await db().upload.findMany({ where: { id: { in: ids }, workspaceId: run.workspaceId } });
  const known = new Map(uploads.map((upload) => [upload.id, upload]));
  const find = (id: string) => {
    const upload = known.get(id);
    if (!upload?.sha256 || upload.status !== "complete") throw new CladeError("FILE_NOT_FOUND", { file: id });
    return { path: uploadPath(id, upload.name), sha256: upload.sha256 };
  };
  const inputBytes = unpackedBytes(uploads.map(({ name, size }) => ({ name, bytes: Number(size) })));
  const tables = preview.tables.map(({ table }) => ({ ...table, files: table.files.map((id) => find(id).path) }));
  const hashes = preview.tables.map(({ table }) => table.files.map((id) => find(id).sha256));
  const models = houseModels(run.workspaceId as WorkspaceId);
  const { text, resources, bytes } = await findTextSource(config.embedding.text, models);
  const ingest = { tables, hashes, personal: "apart" } as const;
  const { trained, resources: encoder } = await findTrainedEncoder(config.embedding.behaviour, (from) =>
    encoderOf(run.workspaceId as WorkspaceId, from),
  );
  const { earlierMap, resources: map } = await findEarlierMap(run, config);
  const prepared = {
    ...{ config, ingest, text, ...(trained === undefined ? {} : { trained }) },
    ...(earlierMap === undefined ? {} : { earlierMap }),
    ...{ resources: { ...resources, ...encoder, ...map }, inputBytes: inputBytes + modelAsInput(bytes) },
  };
  if (!needsTags(config)) return prepared;
  const { sha256, path } = await storeTags(run.workspaceId as WorkspaceId, run.datasetId);
  return { ...prepared, tags: sha256, resources: { ...prepared.resources, labels: path } };
}

/** The encoder that a run of the same workspace trained; undefined where there is none, or not any more. */
async function encoderOf(workspace: WorkspaceId, runId: string): Promise<string | undefined> {
  const trainer = await db().run.findFirst({ where: { id: runId, workspaceId: workspace } });
  const key = trainer ? keysOf(trainer).behaviour : undefined;
  const artefact = key === undefined ? undefined : artefacts().find(workspace, "behaviour", key as StageKey);
  return artefact && join(artefact.folder, "encoder.onnx");
}

/** The stages before `stage` as the store has them; the first that is not there any more is `missing`. */
export function findEarlier(run: Run, stage: StageName, store: ArtefactStore) {
  const finished = new Map<StageName, FinishedStage>();
  for (const { name } of stagesOf("segment", run.config as unknown as RunConfig)) {
    if (name === stage) break;
    const key = keysOf(run)[name];
    const artefact = key === undefined ? undefined : store.find(run.workspaceId as WorkspaceId, name, key as StageKey);
    if (!artefact) return { finished, missing: name };
    finished.set(name, { ...artefact, name, reused: true });
  }
  return { finished, missing: undefined };
}

function keysOf(run: Run): Readonly<Record<string, string>> {
  return run.keys as Record<string, string>;
}

import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { WorkspaceId } from "../core/ids.ts";
import { hashFile, uploadFolder } from "../ingest/stored-uploads.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { publish } from "../platform/notify.ts";
import { type SampleFile, writeSample } from "../sample/write-sample.ts";
import { startReading } from "./mutations.ts";
import { type PreviewHost, previewDataset } from "./preview-dataset.ts";
import { parseConfig } from "./read-config.ts";

export interface SampleRequest {
  readonly datasetId: string;
  readonly users: number;
  readonly language: "en" | "zh" | "both";
  /** The whole analysis at once, not the reading alone. */
  readonly run: boolean;
  /** Which of its files. */
  readonly only?: readonly SampleFile[];
}

const usualFiles: readonly SampleFile[] = ["users", "transactions", "events", "reviews"];
/** What people wrote counts as well, by the model that comes with Clade; training on what they did is left to a click. */
const firstRun = { embedding: { text: { encoder: "embedded" } } };

/** The same shop for everybody. */
const seed = 1;

/** Writes the sample shop's files as uploads of a dataset, describes it and starts its run. Repeating it changes nothing. */
export async function makeSample(request: SampleRequest, host: PreviewHost): Promise<void> {
  const { datasetId, users, language, only = usualFiles } = request;
  const dataset = await db().dataset.findUnique({ where: { id: datasetId } });
  if (dataset?.status !== "preparing") return;
  const { workspaceId, createdById } = dataset;
  const { uploads } = env().dataFolder;
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(uploads, "sample-"));
  try {
    const { signal } = host;
    const files = await writeSample({ users, seed, language, out: folder, only, signal });
    for (const { name, path } of files) {
      const id = `${datasetId}-${name}`;
      const from = join(folder, path);
      const { size } = await stat(from);
      const sha256 = await hashFile(from);
      await placeUpload(from, id, path);
      const data = {
        workspaceId,
        datasetId,
        createdById,
        name: path,
        size,
        received: size,
        sha256,
        status: "complete",
      };
      await db().upload.upsert({ where: { id }, create: { id, ...data, completedAt: new Date() }, update: data });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  // A second delivery may be at work beside this one: both look at the same revision, and one starts the run.
  const fresh = { previewState: "queued", revision: 1 };
  await db().dataset.updateMany({ where: { id: datasetId, revision: 0 }, data: fresh });
  await previewDataset(datasetId, fresh.revision, host);
  await startRun(request, createdById);
}

async function placeUpload(from: string, id: string, name: string): Promise<void> {
  await mkdir(uploadFolder(id), { recursive: true, mode: 0o700 });
  await rename(from, join(uploadFolder(id), name));
}

async function startRun({ datasetId, run, only = usualFiles }: SampleRequest, createdById: string): Promise<void> {
  await db().$transaction(async (within) => {
    await within.$executeRaw`SELECT 1 FROM dataset WHERE id = ${datasetId} FOR UPDATE`;
    const dataset = await within.dataset.findUnique({ where: { id: datasetId } });
    if (dataset?.status !== "preparing") return;
    if (dataset.previewState !== "ready") {
      await within.dataset.update({ where: { id: datasetId }, data: { status: "failed" } });
      return;
    }
    const workspaceId = dataset.workspaceId as WorkspaceId;
    const config = parseConfig(run && only.includes("reviews") ? firstRun : {});
    await startReading(within, { ...dataset, workspaceId }, { kind: run ? "segment" : "ingest", config, createdById });
    await publish("datasets", { workspaceId, datasetId }, within);
  });
}

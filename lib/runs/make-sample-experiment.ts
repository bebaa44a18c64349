import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createAssigner } from "../experiments/assignment/assign.ts";
import { askForAnalysis, lockExperiment } from "../experiments/mutations.ts";
import { sampleFileName } from "../experiments/sample-config.ts";
import { hashFile, uploadFolder } from "../ingest/stored-uploads.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { writeSample } from "../sample/write-sample.ts";
import type { PreviewHost } from "./preview-dataset.ts";
import { previewExperiment } from "./preview-experiment.ts";

const users = 12_000;
/** The same test for everybody. */
const seed = 1;
/** Every second treated bargain hunter orders once more; nobody else does. */
const planted = { persona: "bargain-hunter", effect: 0.5, mismatch: 0 } as const;

/** Writes the sample shop's finished test as an upload of an experiment, looks at it and reads it. Repeating it changes nothing. */
export async function makeSampleExperiment(experimentId: string, host: PreviewHost): Promise<void> {
  const experiment = await db().experiment.findUnique({ where: { id: experimentId } });
  if (experiment?.previewState !== "queued") return;
  const { uploads } = env().dataFolder;
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  const out = await mkdtemp(join(uploads, "sample-"));
  const id = `${experimentId}-sample`;
  try {
    const { signal } = host;
    const experimentFiles = { ...planted, assign: halves() };
    await writeSample({ users, seed, out, only: [], language: "en", experiment: experimentFiles, signal });
    const from = join(out, "experiment", "results.csv");
    const { size } = await stat(from);
    const sha256 = await hashFile(from);
    await mkdir(uploadFolder(id), { recursive: true, mode: 0o700 });
    await rename(from, join(uploadFolder(id), sampleFileName));
    const { workspaceId, createdById } = experiment;
    const file = { workspaceId, experimentId, createdById, name: sampleFileName };
    const data = { ...file, size, received: size, sha256, status: "complete" };
    await db().upload.upsert({ where: { id }, create: { id, ...data, completedAt: new Date() }, update: data });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
  await previewExperiment(experimentId, host);
  await db().$transaction(async (within) => {
    const row = await lockExperiment(within, { workspaceId: experiment.workspaceId }, experimentId);
    if (row.previewState === "ready" && row.reportKey === null) await askForAnalysis(within, row, row.createdById);
  });
}

/** Half and half, by the same hash as the product's own tests. */
function halves(): (userId: string) => "control" | "treatment" {
  const arms = ["control", "treatment"].map((arm) => ({ arm, share: 1 }));
  const assign = createAssigner({ key: `sample-${seed}`, arms, holdout: null, layer: null });
  return (userId) => (assign(userId).arm === "treatment" ? "treatment" : "control");
}

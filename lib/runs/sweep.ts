import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { previewEntry, stages, testPreviewEntry } from "./stages.ts";

/** Younger files may belong to a row that is just being written. */
const graceMs = 24 * 3_600_000;

/** Kept under a key that a row names; what else lies in the store is made from such artefacts, and goes with them. */
const named: ReadonlySet<string> = new Set([
  ...stages.map(({ name }) => name),
  ...[previewEntry.name, testPreviewEntry.name, "lasso", "lists", "assignments", "experiment"],
]);

export interface Swept {
  readonly uploads: number;
  readonly artefacts: number;
  readonly vectors: number;
}

/** Vectors of texts spare an encoder work; those nobody added to for so long go, whoever's texts they were. */
const vectorsMs = 30 * 24 * 3_600_000;

/** A file without its row is swept by age: uploads, and what deleted datasets, runs and segments left behind. */
export async function sweepLeftovers(now: Date): Promise<Swept> {
  const before = new Date(now.getTime() - graceMs);
  const stale = new Date(now.getTime() - vectorsMs);
  return {
    uploads: await sweepUploads(before),
    artefacts: await sweepArtefacts(before),
    vectors: await sweepVectors(stale),
  };
}

/** Files of a cache are only added to and never changed, so each goes by its own age. */
async function sweepVectors(before: Date): Promise<number> {
  const { vectors } = env().dataFolder;
  const names = await readdir(vectors, { recursive: true }).catch(() => []);
  let swept = 0;
  for (const name of names.filter((file) => file.endsWith(".vectors"))) {
    if ((await stat(join(vectors, name))).mtime >= before) continue;
    await rm(join(vectors, name), { force: true });
    swept++;
  }
  return swept;
}

async function sweepUploads(before: Date): Promise<number> {
  const { uploads } = env().dataFolder;
  // Sent for an experiment that was never made.
  await db().upload.deleteMany({ where: { datasetId: null, experimentId: null, createdAt: { lt: before } } });
  const names = await readdir(uploads).catch(() => []);
  const rows = await db().upload.findMany({ where: { id: { in: names } }, select: { id: true } });
  const known = new Set(rows.map(({ id }) => id));
  let swept = 0;
  for (const name of names.filter((folder) => !known.has(folder))) {
    if ((await stat(join(uploads, name))).mtime >= before) continue;
    await rm(join(uploads, name), { recursive: true, force: true });
    swept++;
  }
  return swept;
}

/**
 * An old artefact that a run takes up again at this very moment may go: the run notices before its next stage and makes
 * it anew (findEarlier).
 */
async function sweepArtefacts(before: Date): Promise<number> {
  const needed = await findKeys();
  return artefacts().sweep(
    ({ stage, key, inputs }) =>
      needed.has(key) || (!named.has(stage) && Object.values(inputs).every((input) => needed.has(input))),
    before,
  );
}

/** Every key that a row names. */
async function findKeys(): Promise<ReadonlySet<string>> {
  const rows = await db().$queryRaw<{ key: string }[]>`
    SELECT value AS key FROM run, jsonb_each_text(keys)
    UNION SELECT "previewKey" FROM dataset WHERE "previewKey" IS NOT NULL
    UNION SELECT unnest(ARRAY["previewKey", "ingestKey"]) FROM dataset_version
    UNION SELECT "membersKey" FROM segment WHERE "membersKey" IS NOT NULL
    UNION SELECT "listKey" FROM export WHERE "listKey" IS NOT NULL
    UNION SELECT key FROM experiment, unnest(ARRAY["assignmentKey", "previewKey", "reportKey"]) AS key WHERE key IS NOT NULL
    UNION SELECT "reportKey" FROM analysis WHERE "reportKey" IS NOT NULL`;
  return new Set(rows.map(({ key }) => key));
}

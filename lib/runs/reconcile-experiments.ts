import { tellOf } from "../experiments/mutations.ts";
import { db, type Transaction } from "../platform/db.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { enqueue } from "../platform/outbox.ts";
import type { JobQueue } from "../platform/queue.ts";
import { mostAttempts } from "./work-on-analysis.ts";

/** As long as the first look at files may take, and a little. */
const previewMs = 90_000;
/** A preview that was asked for so long without an end is given up, unless it waits its turn still. */
const mostPreviewMs = 30 * 60_000;

/**
 * An analysis that waits although the queue holds nothing, or whose attempt was not heard of lately, has been lost, and so has
 * the preview of a finished test: both are asked for again, and given up where that was done often enough. Answers how many.
 */
export async function reconcileExperiments(queue: JobQueue, patienceMs = 10_000): Promise<number> {
  await giveUpAnalyses();
  if ((await queue.count()) > 0) return 0;
  return db().$transaction(async (within) => {
    if ((await within.outbox.count({ where: { sentAt: null } })) > 0) return 0;
    await giveUpPreviews(within);
    const analyses = await within.$queryRaw<{ id: string }[]>`
      SELECT id FROM analysis WHERE
        (status = 'queued' AND "createdAt" < timezone('utc', now()) - ${patienceMs}::int * interval '1 millisecond')
        OR (status = 'running' AND "leaseUntil" < timezone('utc', now()))
      LIMIT 100 FOR UPDATE SKIP LOCKED`;
    for (const { id } of analyses) await enqueue(within, "analyse-experiment", { analysisId: id });
    // The sample's file is made by its job; others came with theirs.
    const previews = await within.$queryRaw<{ id: string; hasFiles: boolean }[]>`
      SELECT id, EXISTS (SELECT 1 FROM upload WHERE upload."experimentId" = experiment.id) AS "hasFiles"
      FROM experiment WHERE "previewState" = 'queued'
        AND "createdAt" < timezone('utc', now()) - ${previewMs}::int * interval '1 millisecond'
      LIMIT 100 FOR UPDATE SKIP LOCKED`;
    for (const { id, hasFiles } of previews)
      await enqueue(within, hasFiles ? "preview-experiment" : "make-sample-experiment", { experimentId: id });
    return analyses.length + previews.length;
  });
}

const gaveUp = jsonColumn({ code: "GAVE_UP", details: { stage: "experiment", attempts: mostAttempts } });

/** What ended its worker each time it was begun is failed with a sentence, so that nobody waits for ever. */
async function giveUpAnalyses(): Promise<void> {
  await db().$transaction(async (within) => {
    const lost = await within.$queryRaw<{ id: string; experimentId: string }[]>`
      SELECT id, "experimentId" FROM analysis WHERE status = 'running' AND attempts >= ${mostAttempts}
        AND "leaseUntil" < timezone('utc', now()) LIMIT 100 FOR UPDATE SKIP LOCKED`;
    const failed = { status: "failed", error: gaveUp, finishedAt: new Date() };
    await within.analysis.updateMany({ where: { id: { in: lost.map(({ id }) => id) } }, data: failed });
    await tellAll(
      within,
      lost.map(({ experimentId }) => experimentId),
    );
  });
}

async function giveUpPreviews(within: Transaction): Promise<void> {
  const old = { previewState: "queued", createdAt: { lt: new Date(Date.now() - mostPreviewMs) } };
  const previews = await within.experiment.findMany({ where: old, select: { id: true }, take: 100 });
  const ids = previews.map(({ id }) => id);
  const failed = { previewState: "failed", previewError: gaveUp };
  await within.experiment.updateMany({ where: { id: { in: ids }, previewState: "queued" }, data: failed });
  await tellAll(within, ids);
}

async function tellAll(within: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const row of await within.experiment.findMany({ where: { id: { in: [...ids] } } })) await tellOf(within, row);
}

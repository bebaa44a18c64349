import { db } from "../platform/db.ts";
import type { JobQueue } from "../platform/queue.ts";
import { askForStage } from "./mutations.ts";

export interface ReconcileTimes {
  /** How long a ticket may take to be picked up while the queue is empty. */
  readonly patienceMs: number;
  /** The same while the queue is busy: other work may stand before it. */
  readonly busyPatienceMs: number;
}

export const usualPatience: ReconcileTimes = { patienceMs: 5_000, busyPatienceMs: 600_000 };

interface LostRun {
  readonly id: string;
  readonly stage: string;
}

/**
 * The run table is the truth: a run that waits or works, whose attempt was not heard of lately and whose ticket was sent
 * a while ago, has been lost by the queue (dropped, emptied, its worker killed twice), and is put on it again. Answers
 * how many.
 */
export async function reconcileRuns(queue: JobQueue, times: ReconcileTimes = usualPatience): Promise<number> {
  const isBusy = (await queue.count()) > 0;
  const patience = isBusy ? times.busyPatienceMs : times.patienceMs;
  return db().$transaction(async (within) => {
    const lost = await within.$queryRaw<LostRun[]>`
      SELECT run.id, run.stage FROM run LEFT JOIN outbox ON outbox.id = run.ticket
      WHERE run.status IN ('queued', 'running')
        AND (run."leaseUntil" IS NULL OR run."leaseUntil" < timezone('utc', now()))
        AND (outbox.id IS NULL
          OR outbox."sentAt" < timezone('utc', now()) - ${patience}::int * interval '1 millisecond')
      ORDER BY run."createdAt" LIMIT 100 FOR UPDATE OF run SKIP LOCKED`;
    for (const { id, stage } of lost) await askForStage(within, id, stage);
    return lost.length;
  });
}

/** Forgets what was sent long ago; tickets of living runs are younger. */
export async function sweepOutbox(): Promise<void> {
  await db().$executeRaw`DELETE FROM outbox WHERE "sentAt" < timezone('utc', now()) - interval '7 days'`;
}

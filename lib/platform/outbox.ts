import { db, type Transaction } from "./db.ts";
import { publish, subscribe } from "./notify.ts";
import type { JobPayload, JobQueue } from "./queue.ts";

/** The one queue of the house. */
export const queueName = "clade";
const channel = "outbox";

/**
 * Asks for a job in the transaction that makes it necessary: both are there, or neither. It reaches the queue when the
 * relay sees it, which is at once where a worker lives. The answer is the ticket that the job's id is made of.
 */
export async function enqueue(within: Transaction, job: string, payload: JobPayload, delayMs = 0): Promise<bigint> {
  const [row] = await within.$queryRaw<{ id: bigint }[]>`
    INSERT INTO outbox (job, payload, "createdAt", "dueAt")
    VALUES (${job}, ${JSON.stringify(payload)}::jsonb, timezone('utc', now()),
      timezone('utc', now()) + ${delayMs}::int * interval '1 millisecond')
    RETURNING id`;
  await publish(channel, {}, within);
  return row?.id ?? 0n;
}

interface OutboxRow {
  readonly id: bigint;
  readonly job: string;
  readonly payload: JobPayload;
}

/** Puts what is due on the queue. A job whose row could not be marked is added again under the same id: no second job. */
export function relayOutbox(queue: JobQueue): Promise<number> {
  return db().$transaction(async (within) => {
    const rows = await within.$queryRaw<OutboxRow[]>`
      SELECT id, job, payload FROM outbox WHERE "sentAt" IS NULL AND "dueAt" <= timezone('utc', now())
      ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED`;
    for (const { id, job, payload } of rows) await queue.add(job, payload, { id: `outbox-${id}` });
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0)
      await within.$executeRaw`UPDATE outbox SET "sentAt" = timezone('utc', now()) WHERE id = ANY(${ids})`;
    return rows.length;
  });
}

/** Keeps the outbox empty until the signal: at once when somebody asks, else every second. */
export async function relayUntil(signal: AbortSignal, queue: JobQueue, everyMs = 1_000): Promise<void> {
  let wake = () => {};
  let isWanted = true;
  const nudge = () => {
    isWanted = true;
    wake();
  };
  const unsubscribe = await subscribe(channel, nudge, nudge);
  signal.addEventListener("abort", nudge);
  try {
    while (!signal.aborted) {
      isWanted = false;
      await relayOutbox(queue);
      if (isWanted || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    signal.removeEventListener("abort", nudge);
    unsubscribe();
  }
}

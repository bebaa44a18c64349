import { closeDatabase } from "../lib/platform/db.ts";
import { log } from "../lib/platform/log.ts";
import { closeNotify } from "../lib/platform/notify.ts";
import { openWorker } from "../lib/platform/queue.ts";
import { usualTimes } from "../lib/runs/attempts.ts";
import { executeJob, executeLoop } from "./execute.ts";
import { jobs, loops, queueName } from "./jobs/index.ts";

/** Faults of tests come with shorter leases; the queue's lock is a little longer than a stage's lease. */
const leaseMs = Number(process.env.CLADE_LEASE_MS) || usualTimes.leaseMs;
const lockMs = Math.round((leaseMs * 4) / 3);

/** How long jobs at work may take to reach a stopping point; then they are left for another worker. */
const patienceMs = 5_000;

function work(): void {
  const named = new Map(jobs.map((job) => [job.name, job]));
  const concurrency = Number(process.env.CLADE_CONCURRENCY) || 2;
  const worker = openWorker(queueName, (queued, signal) => executeJob(named, queued, signal), {
    concurrency,
    lockMs,
    stalledCheckMs: leaseMs / 2,
  });
  const ending = new AbortController();
  const turning = loops.map((loop) => executeLoop(loop, ending.signal));

  const stop = once(async () => {
    log.info("worker stops");
    ending.abort();
    await within(patienceMs, worker.close()).catch(() => worker.close(true));
    await within(patienceMs, Promise.all(turning)).catch(() => {});
    await within(patienceMs, Promise.all([closeNotify(), closeDatabase()])).catch(() => {});
    process.exit(0);
  });
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // The starter was killed: whoever starts next brings a worker of its own.
  process.on("disconnect", stop);
  process.send?.({ ready: true });
  log.info({ concurrency, jobs: [...named.keys()] }, "worker ready");
}

function once(act: () => Promise<void>): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    void act();
  };
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("took too long")), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
work();

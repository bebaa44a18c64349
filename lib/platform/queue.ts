import { setTimeout as sleep } from "node:timers/promises";
import { createPostgresBackend, type Job, Queue, UnrecoverableError, Worker } from "bullmq";
import { env } from "./env.ts";
import { log, rarely } from "./log.ts";

/** Ids only, never data. */
export type JobPayload = Readonly<Record<string, unknown>>;

export interface AddOptions {
  /** A job with the same id that is still kept is not added twice. */
  readonly id?: string;
  readonly attempts?: number;
  readonly delayMs?: number;
}

export interface JobQueue {
  add(name: string, payload: JobPayload, options?: AddOptions): Promise<void>;
  /** Jobs that wait or work; fails where the queue cannot be reached. */
  count(): Promise<number>;
  close(): Promise<void>;
}

export interface QueuedJob {
  readonly id: string;
  readonly name: string;
  readonly payload: JobPayload;
  /** 1, 2, … */
  readonly attempt: number;
}

/** `signal` is aborted where the job's lock was lost or the worker must end at once. */
export type Processor = (job: QueuedJob, signal: AbortSignal) => Promise<void>;

export interface WorkerOptions {
  readonly concurrency?: number;
  /** A worker that says nothing for so long has lost its job; half of it is between two renewals. */
  readonly lockMs?: number;
  /** How often lost jobs are looked for. */
  readonly stalledCheckMs?: number;
  /** How often one job may be lost by dying workers before it counts as poison. */
  readonly mostStalls?: number;
}

export interface QueueWorker {
  /** Takes no new job and waits for those at work; `now` leaves them to be picked up by another worker. */
  close(now?: boolean): Promise<void>;
}

const reconnectMs = 500;
/** BullMQ's own schema in the database. */
export const queueSchema = "bullmq";

/** A failure that no repeat can cure: the job fails at once, whatever attempts are left. */
export function finalFailure(message: string): Error {
  return new UnrecoverableError(message);
}

/** Connects on first use, and again after an outage: BullMQ remembers a first connection that failed for ever. */
export function openQueue(name: string): JobQueue {
  let opening: Promise<AnyQueue> | undefined;
  const connected = async () => {
    opening ??= connectQueue(name);
    const attempt = opening;
    try {
      return await attempt;
    } catch (error) {
      if (opening === attempt) opening = undefined;
      throw error;
    }
  };
  const ask = async <T>(act: (queue: AnyQueue) => Promise<T>): Promise<T> => {
    const queue = await connected();
    try {
      return await act(queue);
    } catch (error) {
      if (isQueueGone(error)) {
        opening = undefined;
        void queue.close().catch(() => {});
      }
      throw error;
    }
  };
  return {
    async add(job, payload, { id, attempts = 3, delayMs = 0 } = {}) {
      const options = {
        attempts,
        backoff: { type: "exponential", delay: 500 },
        delay: delayMs,
        removeOnComplete: { count: 1000 },
        removeOnFail: { count: 1000 },
        ...(id === undefined ? {} : { jobId: id }),
      };
      await ask((queue) => queue.add(job, payload, options));
    },
    count: () => ask((queue) => queue.count()),
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

/** Somebody dropped the queue's schema: a new connection makes it again, and the reconciler fills it. */
function isQueueGone(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === "42P01" || code === "3F000" || code === "42883";
}

type AnyQueue = ReturnType<typeof createQueue>;
type AnyWorker = ReturnType<typeof createWorker>;

async function connectQueue(name: string): Promise<AnyQueue> {
  const queue = createQueue(name);
  queue.on(
    "error",
    rarely((error) => log.warn({ err: error, queue: name }, "queue connection lost")),
  );
  try {
    await queue.waitUntilReady();
    return queue;
  } catch (error) {
    await queue.close().catch(() => {});
    throw error;
  }
}

/** Picked up within 15 s after kill -9 with the defaults. A worker that begins during an outage waits for its end. */
export function openWorker(name: string, processor: Processor, options: WorkerOptions = {}): QueueWorker {
  const { concurrency = 1, lockMs = 8_000, stalledCheckMs = 3_000, mostStalls = 3 } = options;
  const ending = new AbortController();
  const process = (job: Job, _token?: string, signal?: AbortSignal) => {
    const signals = signal ? [signal, ending.signal] : [ending.signal];
    const queued = { id: job.id ?? "", name: job.name, payload: job.data as JobPayload, attempt: job.attemptsMade + 1 };
    return processor(queued, AbortSignal.any(signals));
  };
  const settings = {
    autorun: false,
    concurrency,
    lockDuration: lockMs,
    stalledInterval: stalledCheckMs,
    maxStalledCount: mostStalls,
    drainDelay: 2,
    runRetryDelay: 1_000,
  };
  const say = rarely((error) => log.warn({ err: error, queue: name }, "worker connection lost"));
  let closing = false;
  let current: AnyWorker | undefined;
  const living = (async () => {
    while (!closing) {
      const worker = createWorker(name, process, settings);
      current = worker;
      const gone = Promise.withResolvers<void>();
      worker.on("error", (error) => {
        say(error);
        if (isQueueGone(error)) gone.resolve();
      });
      worker.on("stalled", (id) => log.warn({ queue: name, job: id }, "job lost by its worker, queued again"));
      await runUntilClosed(worker, gone.promise, say);
      if (!closing) await sleep(reconnectMs);
    }
  })();
  return {
    async close(now = false) {
      closing = true;
      if (now) ending.abort();
      await current?.close(now);
      if (!now) await living;
    },
  };
}

/** Ends early where there is no connection to begin with; one that is lost later comes back by itself. */
async function runUntilClosed(worker: AnyWorker, gone: Promise<void>, say: (error: Error) => void): Promise<void> {
  try {
    await worker.waitUntilReady();
    await Promise.race([worker.run(), gone.then(() => abandon(worker))]);
  } catch (error) {
    say(error instanceof Error ? error : new Error(String(error)));
    await worker.close(true).catch(() => {});
  }
}

/** Its loop waits for a call that nothing will answer, so that nobody waits for the loop. */
function abandon(worker: AnyWorker): void {
  void worker.close(true).catch(() => {});
}

function createQueue(name: string) {
  const { redisUrl, databaseUrl } = env();
  return redisUrl
    ? new Queue(name, { connection: { url: redisUrl, maxRetriesPerRequest: 3 } })
    : new Queue(name, { connection: postgres(databaseUrl) }, createPostgresBackend);
}

function createWorker(
  name: string,
  process: (job: Job, token?: string, signal?: AbortSignal) => Promise<void>,
  settings: object,
) {
  const { redisUrl, databaseUrl } = env();
  return redisUrl
    ? new Worker(name, process, { connection: { url: redisUrl, maxRetriesPerRequest: null }, ...settings })
    : new Worker(name, process, { connection: postgres(databaseUrl), ...settings }, createPostgresBackend);
}

function postgres(connectionString: string) {
  return { connectionString, schema: queueSchema, migrate: true, max: 3, application_name: "clade-queue" };
}

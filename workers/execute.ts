import { asCladeError } from "../lib/core/errors.ts";
import { log } from "../lib/platform/log.ts";
import { finalFailure, type QueuedJob } from "../lib/platform/queue.ts";
import type { AnyJob, Loop } from "./define-job.ts";

/** The one frame of every job: find, parse, run, log. A failure that no repeat can cure ends the job at once. */
export async function executeJob(
  jobs: ReadonlyMap<string, AnyJob>,
  queued: QueuedJob,
  signal: AbortSignal,
): Promise<void> {
  const job = jobs.get(queued.name);
  const line = log.child({ job: queued.name, id: queued.id, ...idsOf(queued.payload), attempt: queued.attempt });
  if (!job) {
    line.error("no such job in this version");
    throw finalFailure(`no job is called ${queued.name}`);
  }
  const started = performance.now();
  const context = { signal, log: line, attempt: queued.attempt, isLastAttempt: queued.attempt >= job.attempts };
  try {
    await job.start(queued.payload, context);
    line.info({ ms: Math.round(performance.now() - started) }, "job done");
  } catch (error) {
    const problem = asCladeError(error, queued.name);
    const ms = Math.round(performance.now() - started);
    line.error({ err: error, code: problem.code, ms }, "job failed");
    const isFinal = !problem.retry || (error instanceof Error && error.name === "ZodError");
    throw isFinal ? finalFailure(problem.message) : problem;
  }
}

/** Payloads hold ids only, but one of a later version may not: logged is what looks like one. */
function idsOf(payload: Readonly<Record<string, unknown>>): Record<string, string> {
  const short = Object.entries(payload).filter(([name, value]) => /Id$/.test(name) && typeof value === "string");
  return Object.fromEntries(short.map(([name, value]) => [name, String(value).slice(0, 64)]));
}

/** Runs the loop until the signal; a failed turn is logged and the next one comes all the same. Never two turns at once. */
export async function executeLoop({ name, everyMs, run }: Loop, signal: AbortSignal): Promise<void> {
  const line = log.child({ loop: name });
  while (!signal.aborted) {
    try {
      await run({ signal, log: line });
    } catch (error) {
      if (!signal.aborted) line.warn({ err: error }, "loop failed");
    }
    await pause(everyMs, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}

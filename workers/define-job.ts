import type { Logger } from "pino";
import type { z } from "zod";

export interface JobContext {
  /** Aborted where the job's lock was lost or the worker must end at once. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** 1, 2, … */
  readonly attempt: number;
  readonly isLastAttempt: boolean;
}

export interface JobDefinition<Input = unknown> {
  readonly name: string;
  /** Ids only; checked before the job runs. */
  readonly input: z.ZodType<Input>;
  readonly attempts: number;
  run(input: Input, context: JobContext): Promise<void>;
}

/** A job as it stands in the list: its input is no longer known, only checked. */
export interface AnyJob {
  readonly name: string;
  readonly attempts: number;
  start(payload: unknown, context: JobContext): Promise<void>;
}

/** @throws ZodError from `start` where the payload is not the job's input. */
export function defineJob<Input>({ name, attempts, input, run }: JobDefinition<Input>): AnyJob {
  return { name, attempts, start: async (payload, context) => run(input.parse(payload), context) };
}

/** Work that a worker does over and over beside its jobs: the outbox's relay, the reconciler, sweeping. */
export interface Loop {
  readonly name: string;
  readonly everyMs: number;
  run(context: Pick<JobContext, "signal" | "log">): Promise<void>;
}

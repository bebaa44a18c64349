import type { AnyJob, Loop } from "../define-job.ts";

export const queueName = "clade";

/** THE list of jobs. */
export const jobs: readonly AnyJob[] = [];

/** What every worker does over and over beside its jobs. */
export const loops: readonly Loop[] = [];

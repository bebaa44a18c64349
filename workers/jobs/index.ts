import { queueName, relayUntil } from "../../lib/platform/outbox.ts";
import { openQueue } from "../../lib/platform/queue.ts";
import { reconcileRuns, sweepOutbox } from "../../lib/runs/reconcile.ts";
import { reconcileExperiments } from "../../lib/runs/reconcile-experiments.ts";
import { sweepLeftovers } from "../../lib/runs/sweep.ts";
import type { AnyJob, Loop } from "../define-job.ts";
import { analyseExperiment } from "./analyse-experiment.ts";
import { makeSample } from "./make-sample.ts";
import { makeSampleExperiment } from "./make-sample-experiment.ts";
import { previewExperiment } from "./preview-experiment.ts";
import { previewFile } from "./preview-file.ts";
import { runStage } from "./run-stage.ts";
import { workOnModel } from "./work-on-model.ts";

export { queueName };

/** THE list of jobs. */
export const jobs: readonly AnyJob[] = [
  runStage,
  previewFile,
  previewExperiment,
  analyseExperiment,
  makeSample,
  makeSampleExperiment,
  workOnModel,
];

const queue = openQueue(queueName);

/** What every worker does over and over beside its jobs. */
export const loops: readonly Loop[] = [
  { name: "relay-outbox", everyMs: 1_000, run: ({ signal }) => relayUntil(signal, queue) },
  {
    name: "reconcile-runs",
    everyMs: 3_000,
    run: async ({ log }) => {
      const found = await reconcileRuns(queue);
      if (found > 0) log.warn({ found }, "runs put on the queue again");
    },
  },
  {
    name: "reconcile-experiments",
    everyMs: 10_000,
    run: async ({ log }) => {
      const found = await reconcileExperiments(queue);
      if (found > 0) log.warn({ found }, "looks at experiments put on the queue again");
    },
  },
  { name: "sweep-outbox", everyMs: 3_600_000, run: sweepOutbox },
  {
    name: "sweep-leftovers",
    everyMs: 3_600_000,
    run: async ({ log }) => {
      const swept = await sweepLeftovers(new Date());
      if (swept.uploads + swept.artefacts + swept.vectors > 0) log.info(swept, "leftovers removed");
    },
  },
];

import { availableParallelism } from "node:os";
import { z } from "zod";
import { artefacts } from "../../lib/platform/artefacts.ts";
import { usualTimes } from "../../lib/runs/attempts.ts";
import { StageProcesses } from "../../lib/runs/stage-processes.ts";
import { type StageName, stages } from "../../lib/runs/stages.ts";
import { workOnStage } from "../../lib/runs/work-on-stage.ts";
import { defineJob } from "../define-job.ts";

const threads = availableParallelism();

/** Of this worker: the next stage's process loads while the one before works. */
const processes = new StageProcesses(threads);
process.once("exit", () => processes.end());

const names = stages.map(({ name }) => name) as [StageName, ...StageName[]];

/** Faults of tests come with shorter leases. */
const leaseMs = Number(process.env.CLADE_LEASE_MS) || usualTimes.leaseMs;

export const runStage = defineJob({
  name: "run-stage",
  input: z.strictObject({ runId: z.string(), stage: z.enum(names) }),
  attempts: 3,
  run: ({ runId, stage }, { signal }) =>
    workOnStage(runId, stage, {
      store: artefacts(),
      processes,
      threads,
      times: { ...usualTimes, leaseMs },
      signal,
    }),
});

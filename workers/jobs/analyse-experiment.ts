import { availableParallelism } from "node:os";
import { z } from "zod";
import { artefacts } from "../../lib/platform/artefacts.ts";
import { workOnAnalysis } from "../../lib/runs/work-on-analysis.ts";
import { defineJob } from "../define-job.ts";

export const analyseExperiment = defineJob({
  name: "analyse-experiment",
  input: z.strictObject({ analysisId: z.string() }),
  attempts: 3,
  run: ({ analysisId }, { signal }) =>
    workOnAnalysis(analysisId, { store: artefacts(), threads: availableParallelism(), signal }),
});

import { z } from "zod";
import { artefacts } from "../../lib/platform/artefacts.ts";
import { makeSampleExperiment as makeExperiment } from "../../lib/runs/make-sample-experiment.ts";
import { defineJob } from "../define-job.ts";

export const makeSampleExperiment = defineJob({
  name: "make-sample-experiment",
  input: z.strictObject({ experimentId: z.string() }),
  attempts: 3,
  run: ({ experimentId }, { signal }) => makeExperiment(experimentId, { store: artefacts(), signal }),
});

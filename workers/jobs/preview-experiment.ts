import { z } from "zod";
import { artefacts } from "../../lib/platform/artefacts.ts";
import { previewExperiment as preview } from "../../lib/runs/preview-experiment.ts";
import { defineJob } from "../define-job.ts";

export const previewExperiment = defineJob({
  name: "preview-experiment",
  input: z.strictObject({ experimentId: z.string() }),
  attempts: 3,
  run: ({ experimentId }, { signal }) => preview(experimentId, { store: artefacts(), signal }),
});

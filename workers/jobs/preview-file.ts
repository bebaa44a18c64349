import { z } from "zod";
import { artefacts } from "../../lib/platform/artefacts.ts";
import { previewDataset } from "../../lib/runs/preview-dataset.ts";
import { defineJob } from "../define-job.ts";

export const previewFile = defineJob({
  name: "preview-file",
  input: z.strictObject({ datasetId: z.string(), revision: z.int() }),
  attempts: 3,
  run: ({ datasetId, revision }, { signal }) => previewDataset(datasetId, revision, { store: artefacts(), signal }),
});

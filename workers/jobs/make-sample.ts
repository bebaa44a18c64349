import { z } from "zod";
import { artefacts } from "../../lib/platform/artefacts.ts";
import { makeSample as makeSampleDataset } from "../../lib/runs/make-sample.ts";
import { defineJob } from "../define-job.ts";

export const makeSample = defineJob({
  name: "make-sample",
  input: z.strictObject({
    datasetId: z.string(),
    users: z.int(),
    language: z.enum(["en", "zh", "both"]),
    run: z.boolean(),
  }),
  attempts: 3,
  run: (request, { signal }) => makeSampleDataset(request, { store: artefacts(), signal }),
});

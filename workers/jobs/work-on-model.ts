import { availableParallelism } from "node:os";
import { ModelTaskKey } from "../../lib/embedding/model-schema.ts";
import { workOnModel as work } from "../../lib/embedding/stored-tasks.ts";
import { defineJob } from "../define-job.ts";

export const workOnModel = defineJob({
  name: "work-on-model",
  input: ModelTaskKey,
  attempts: 3,
  run: (key, { signal }) => work(key, { signal, threads: availableParallelism() }),
});

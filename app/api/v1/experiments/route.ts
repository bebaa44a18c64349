import { listExperiments } from "../../../../lib/experiments/data.ts";
import { createExperiment } from "../../../../lib/experiments/mutations.ts";
import { ExperimentDetailDto, ExperimentDto, NewExperiment } from "../../../../lib/experiments/schema.ts";
import { listOf } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { created, json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json({ items: await listExperiments(scope) }), {
  least: "manager",
  summary: "Experiments of the workspace, newest first",
  answer: listOf(ExperimentDto),
});

export const POST = handle(async (_, { scope, body }) => created(await createExperiment(scope, body)), {
  least: "marketer",
  summary:
    "A new experiment: designed on the shop's people, of a finished test's files or sums, or of a list with a held-back share",
  body: NewExperiment,
  answer: ExperimentDetailDto,
});

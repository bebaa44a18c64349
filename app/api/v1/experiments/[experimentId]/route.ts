import { getExperiment } from "../../../../../lib/experiments/data.ts";
import { changeExperiment, deleteExperiment } from "../../../../../lib/experiments/mutations.ts";
import { ExperimentChange, ExperimentDetailDto } from "../../../../../lib/experiments/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json, noContent } from "../../../../_server/respond.ts";

const params = ["experimentId"] as const;

export const GET = handle(async (_, { scope, params }) => json(await getExperiment(scope, params.experimentId)), {
  least: "manager",
  summary: "An experiment: its design, where it stands and every look at it",
  params,
  answer: ExperimentDetailDto,
});

export const PATCH = handle(
  async (_, { scope, params, body }) => json(await changeExperiment(scope, params.experimentId, body)),
  {
    least: "marketer",
    summary: "Rename it; before the start change its design; read a finished test's columns in another way",
    params,
    body: ExperimentChange,
    answer: ExperimentDetailDto,
  },
);

export const DELETE = handle(
  async (_, { scope, params }) => {
    await deleteExperiment(scope, params.experimentId);
    return noContent();
  },
  { least: "marketer", summary: "Remove an experiment with its files, links and comments", params },
);

import { ExperimentDetailDto, StartExperiment } from "../../../../../../lib/experiments/schema.ts";
import { startExperiment } from "../../../../../../lib/experiments/stored-start.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const POST = handle(
  async (_, { scope, params, body }) => json(await startExperiment(scope, params.experimentId, body)),
  {
    least: "marketer",
    summary: "Freeze segments and variants, and let it run",
    params: ["experimentId"],
    body: StartExperiment,
    answer: ExperimentDetailDto,
  },
);

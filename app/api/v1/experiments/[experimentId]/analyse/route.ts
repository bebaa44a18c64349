import { analyseExperiment } from "../../../../../../lib/experiments/mutations.ts";
import { ExperimentDetailDto } from "../../../../../../lib/experiments/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { accepted } from "../../../../../_server/respond.ts";

export const POST = handle(
  async (_, { scope, params }) => accepted(await analyseExperiment(scope, params.experimentId)),
  {
    least: "marketer",
    summary: "Read the results as they are now; while they still come in this is a look, and counted",
    params: ["experimentId"],
    answer: ExperimentDetailDto,
  },
);

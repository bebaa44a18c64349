import { endExperiment } from "../../../../../../lib/experiments/mutations.ts";
import { ExperimentDetailDto } from "../../../../../../lib/experiments/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, params }) => json(await endExperiment(scope, params.experimentId)), {
  least: "marketer",
  summary: "Let nobody else in; results of those who are in it go on counting",
  params: ["experimentId"],
  answer: ExperimentDetailDto,
});

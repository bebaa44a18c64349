import { decide } from "../../../../../../lib/experiments/mutations.ts";
import { Decide, ExperimentDetailDto } from "../../../../../../lib/experiments/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const PUT = handle(async (_, { scope, params, body }) => json(await decide(scope, params.experimentId, body)), {
  least: "manager",
  summary: "Record what was decided on the report; the last word stands",
  params: ["experimentId"],
  body: Decide,
  answer: ExperimentDetailDto,
});

import { DesignEstimate, EstimateExperiment } from "../../../../../lib/experiments/design-schema.ts";
import { estimateExperiment } from "../../../../../lib/experiments/stored-estimate.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, body }) => json(await estimateExperiment(scope, body)), {
  least: "marketer",
  summary: "Before a start: the smallest effect that a design can see, and the users and days that it takes",
  body: EstimateExperiment,
  answer: DesignEstimate,
});

import { getRunEstimate } from "../../../../../lib/runs/data.ts";
import { CreateRun, RunEstimateDto } from "../../../../../lib/runs/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, body }) => json(await getRunEstimate(scope, body)), {
  least: "analyst",
  summary: "Size of the matrix, time and memory that a run of this config would take",
  body: CreateRun,
  answer: RunEstimateDto,
});

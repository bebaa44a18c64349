import { getRunResults } from "../../../../../../lib/runs/data.ts";
import { RunResultsDto } from "../../../../../../lib/runs/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getRunResults(scope, params.runId)), {
  least: "manager",
  summary: "Verdict, segments, measures and a sample of the map of a finished run",
  params: ["runId"],
  answer: RunResultsDto,
});

import { cancelRun } from "../../../../../../lib/runs/mutations.ts";
import { RunDetailDto } from "../../../../../../lib/runs/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { accepted } from "../../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, params }) => accepted(await cancelRun(scope, params.runId)), {
  least: "analyst",
  summary: "End a run at once; what was finished is kept",
  params: ["runId"],
  answer: RunDetailDto,
});

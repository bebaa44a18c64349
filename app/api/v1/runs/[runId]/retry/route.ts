import { retryRun } from "../../../../../../lib/runs/mutations.ts";
import { RunDetailDto } from "../../../../../../lib/runs/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { accepted } from "../../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, params }) => accepted(await retryRun(scope, params.runId)), {
  least: "analyst",
  summary: "Go on where a failed or cancelled run stopped",
  params: ["runId"],
  answer: RunDetailDto,
});

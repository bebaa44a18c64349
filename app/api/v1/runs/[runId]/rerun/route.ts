import { rerunRun } from "../../../../../../lib/runs/mutations.ts";
import { RerunRun, RunDetailDto } from "../../../../../../lib/runs/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { accepted } from "../../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, params, body }) => accepted(await rerunRun(scope, params.runId, body)), {
  least: "analyst",
  summary: "The same run with some settings changed",
  params: ["runId"],
  body: RerunRun,
  answer: RunDetailDto,
});

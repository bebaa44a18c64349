import { getRun } from "../../../../../lib/runs/data.ts";
import { deleteRun } from "../../../../../lib/runs/mutations.ts";
import { RunDetailDto } from "../../../../../lib/runs/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json, noContent } from "../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getRun(scope, params.runId)), {
  least: "manager",
  summary: "A run with its config, receipts and summary",
  params: ["runId"],
  answer: RunDetailDto,
});

export const DELETE = handle(
  async (_, { scope, params }) => {
    await deleteRun(scope, params.runId);
    return noContent();
  },
  { least: "analyst", summary: "Remove a run that has ended", params: ["runId"] },
);

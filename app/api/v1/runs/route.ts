import { listRuns } from "../../../../lib/runs/data.ts";
import { createRun } from "../../../../lib/runs/mutations.ts";
import { CreateRun, ListRuns, RunDetailDto, RunPage } from "../../../../lib/runs/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { accepted, json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope, query }) => json(await listRuns(scope, query)), {
  least: "manager",
  summary: "Runs of the workspace, newest first",
  query: ListRuns,
  answer: RunPage,
});

export const POST = handle(async (_, { scope, body }) => accepted(await createRun(scope, body)), {
  least: "analyst",
  summary: "Start a run over a dataset that has been read",
  body: CreateRun,
  answer: RunDetailDto,
});

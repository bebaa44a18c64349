import { readMe } from "../../../../lib/workspace/data.ts";
import { renameWorkspace } from "../../../../lib/workspace/mutations.ts";
import { MeDto, WorkspaceChange, WorkspaceDto } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json(await readMe(scope)), {
  least: "manager",
  summary: "Who is asking, with which role, in which workspace",
  answer: MeDto,
});

export const PATCH = handle(async (_, { scope, body }) => json(await renameWorkspace(scope, body)), {
  least: "admin",
  summary: "Rename the workspace",
  body: WorkspaceChange,
  answer: WorkspaceDto,
});

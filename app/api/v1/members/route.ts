import { listMembers } from "../../../../lib/workspace/data.ts";
import { listOf, MemberDto } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json({ items: await listMembers(scope) }), {
  least: "admin",
  summary: "The people of the workspace and their roles",
  answer: listOf(MemberDto),
});

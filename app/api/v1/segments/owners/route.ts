import { listOwners } from "../../../../../lib/segments/data.ts";
import { SegmentOwner } from "../../../../../lib/segments/schema.ts";
import { listOf } from "../../../../../lib/workspace/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json({ items: await listOwners(scope) }), {
  least: "marketer",
  summary: "Who may look after a segment: the people of the workspace, by name",
  answer: listOf(SegmentOwner),
});

import { listSegments } from "../../../../lib/segments/data.ts";
import { createLasso } from "../../../../lib/segments/mutations.ts";
import { NewLasso, SegmentAnswer, SegmentRowDto } from "../../../../lib/segments/schema.ts";
import { listOf } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { created, json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json({ items: await listSegments(scope) }), {
  least: "manager",
  summary: "Segments of every dataset's newest run, and groups drawn on maps",
  answer: listOf(SegmentRowDto),
});

export const POST = handle(async (_, { scope, body }) => created(await createLasso(scope, body)), {
  least: "marketer",
  summary: "Make a segment of people drawn around on the map",
  body: NewLasso,
  answer: SegmentAnswer,
});

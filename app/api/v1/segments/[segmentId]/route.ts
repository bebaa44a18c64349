import { getSegment } from "../../../../../lib/segments/data.ts";
import { changeSegment, deleteLasso } from "../../../../../lib/segments/mutations.ts";
import { SegmentAnswer, SegmentChange } from "../../../../../lib/segments/schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json, noContent } from "../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getSegment(scope, params.segmentId)), {
  least: "manager",
  summary: "A segment described beside everybody, in real units",
  params: ["segmentId"],
  answer: SegmentAnswer,
});

export const PATCH = handle(
  async (_, { scope, params, body }) => json(await changeSegment(scope, params.segmentId, body)),
  {
    least: "marketer",
    summary: "Rename or recolour a segment, say who looks after it and what is planned",
    params: ["segmentId"],
    body: SegmentChange,
    answer: SegmentAnswer,
  },
);

export const DELETE = handle(
  async (_, { scope, params }) => {
    await deleteLasso(scope, params.segmentId);
    return noContent();
  },
  { least: "marketer", summary: "Remove a group that was drawn on the map", params: ["segmentId"] },
);

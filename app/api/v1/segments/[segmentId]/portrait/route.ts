import { getPortrait } from "../../../../../../lib/segments/data.ts";
import { SegmentPortraitDto } from "../../../../../../lib/segments/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getPortrait(scope, params.segmentId)), {
  least: "manager",
  summary:
    "A segment's rule with its precision and recall, typical people, items bought more than by everybody, months",
  params: ["segmentId"],
  answer: SegmentPortraitDto,
});

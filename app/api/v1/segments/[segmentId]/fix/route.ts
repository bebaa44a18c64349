import { fixSegment } from "../../../../../../lib/runs/mutations.ts";
import { RunDetailDto } from "../../../../../../lib/runs/schema.ts";
import { FixSegment } from "../../../../../../lib/segments/segment-schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { accepted } from "../../../../../_server/respond.ts";

export const POST = handle(
  async (_, { scope, params, body }) => accepted(await fixSegment(scope, params.segmentId, body)),
  {
    least: "marketer",
    summary:
      "Start a run in which this segment is fixed, by its rule or its members, and everybody else is segmented anew",
    params: ["segmentId"],
    body: FixSegment,
    answer: RunDetailDto,
  },
);

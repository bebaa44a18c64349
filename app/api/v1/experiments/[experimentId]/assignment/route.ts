import { AssignmentFile } from "../../../../../../lib/experiments/schema.ts";
import { takeAssignment } from "../../../../../../lib/experiments/stored-exposures.ts";
import { handle } from "../../../../../_server/handle.ts";
import { attachment } from "../../../../../_server/respond.ts";
import { streamPieces } from "../../../../../_server/stream-pieces.ts";

export const GET = handle(
  async (_, { scope, params, query }) => {
    const { name, pieces } = await takeAssignment(scope, params.experimentId, query);
    const headers = { "content-type": "text/csv; charset=utf-8", "content-disposition": attachment(name) };
    return new Response(streamPieces(pieces), { headers });
  },
  {
    least: "marketer",
    summary: "Who is in which variant and segment, as CSV, streamed; arm=… gives one variant",
    params: ["experimentId"],
    query: AssignmentFile,
    answerType: "text/csv",
  },
);

import { openRowPairs } from "../../../../../../lib/segments/data.ts";
import { CompareQuery } from "../../../../../../lib/segments/segment-schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { streamPieces } from "../../../../../_server/stream-pieces.ts";

export const GET = handle(
  async (_, { scope, query }) => {
    const pieces = await openRowPairs(scope, query);
    return new Response(streamPieces(pieces), { headers: { "content-type": "application/octet-stream" } });
  },
  {
    least: "manager",
    summary: "For everybody of the left run, where they stand in the right one (int32, little-endian; −1: not in it)",
    query: CompareQuery,
    answerType: "application/octet-stream",
  },
);

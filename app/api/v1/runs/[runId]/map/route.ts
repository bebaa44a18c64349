import { openMap } from "../../../../../../lib/segments/data.ts";
import { MapQuery } from "../../../../../../lib/segments/segment-schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { streamPieces } from "../../../../../_server/stream-pieces.ts";

export const GET = handle(
  async (_, { scope, params, query }) => {
    const pieces = await openMap(scope, params.runId, query);
    return new Response(streamPieces(pieces), { headers: { "content-type": "application/octet-stream" } });
  },
  {
    least: "manager",
    summary: "Everybody's place on the map (2 float32) and segment (int32), or one feature (float32), little-endian",
    params: ["runId"],
    query: MapQuery,
    answerType: "application/octet-stream",
  },
);

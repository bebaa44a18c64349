import { takeExport } from "../../../../../../lib/activation/mutations.ts";
import { ExportFile } from "../../../../../../lib/activation/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { attachment } from "../../../../../_server/respond.ts";
import { streamPieces } from "../../../../../_server/stream-pieces.ts";

export const GET = handle(
  async (_, { scope, params, query }) => {
    const { name, pieces } = await takeExport(scope, params.exportId, query);
    const headers = { "content-type": "text/csv; charset=utf-8", "content-disposition": attachment(name) };
    return new Response(streamPieces(pieces), { headers });
  },
  {
    least: "marketer",
    summary: "A fixed list as CSV, streamed; part=control gives those held back",
    params: ["exportId"],
    query: ExportFile,
    answerType: "text/csv",
  },
);

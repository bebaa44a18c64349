import { openExport } from "../../../../../../lib/activation/data.ts";
import { ExportFile } from "../../../../../../lib/activation/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { attachment } from "../../../../../_server/respond.ts";
import { streamPieces } from "../../../../../_server/stream-pieces.ts";

export const GET = handle(
  async (request, { scope, params, query }) => {
    const locale = /^\s*zh/i.test(request.headers.get("accept-language") ?? "") ? "zh" : "en";
    const { name, pieces } = await openExport(scope, params.exportId, query, locale);
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

import { listTagsCsv } from "../../../../../../../lib/tags/data.ts";
import { handle } from "../../../../../../_server/handle.ts";
import { attachment } from "../../../../../../_server/respond.ts";

export const GET = handle(
  async (_, { scope, params }) => {
    const { name, text } = await listTagsCsv(scope, params.datasetId);
    return new Response(text, {
      headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": attachment(name) },
    });
  },
  {
    least: "marketer",
    summary: "Who has which tag, by whom and when; the command line's --labels takes it",
    params: ["datasetId"],
    answerType: "text/csv",
  },
);

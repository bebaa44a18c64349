import { ReportFile } from "../../../../../../../lib/experiments/schema.ts";
import { takeReportFile } from "../../../../../../../lib/experiments/stored-report-files.ts";
import { handle } from "../../../../../../_server/handle.ts";
import { attachment } from "../../../../../../_server/respond.ts";

const types = { html: "text/html", json: "application/json", csv: "text/csv" } as const;

export const GET = handle(
  async (_, { scope, params, query }) => {
    const { name, text } = await takeReportFile(scope, params.experimentId, query);
    const type = types[name.split(".").at(-1) as keyof typeof types];
    const headers = { "content-type": `${type}; charset=utf-8`, "content-disposition": attachment(name) };
    return new Response(text, { headers });
  },
  {
    least: "marketer",
    summary: "The newest report to take along: the page itself, its numbers as JSON, or a table of them as CSV",
    params: ["experimentId"],
    query: ReportFile,
    answerType: "text/csv",
  },
);

import { getRun, getRunReport } from "../../../../../../lib/runs/data.ts";
import { handle } from "../../../../../_server/handle.ts";
import { attachment } from "../../../../../_server/respond.ts";

export const GET = handle(
  async (_, { scope, params }) => {
    const html = await getRunReport(scope, params.runId);
    const { number, datasetName } = await getRun(scope, params.runId);
    const name = attachment(`${datasetName} run ${number}.html`);
    return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "content-disposition": name } });
  },
  {
    least: "manager",
    summary: "The run's report as one page that needs no server, for reading and printing",
    params: ["runId"],
    answerType: "text/html",
  },
);

import { getReport } from "../../../../../../lib/experiments/data.ts";
import { ReportAnswer } from "../../../../../../lib/experiments/report-answer-schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getReport(scope, params.experimentId)), {
  least: "manager",
  summary: "The newest report as JSON, corrections included, numbers in full",
  params: ["experimentId"],
  answer: ReportAnswer,
});

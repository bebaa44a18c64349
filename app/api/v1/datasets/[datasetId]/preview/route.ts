import { getPreview } from "../../../../../../lib/ingest/data.ts";
import { PreviewDto } from "../../../../../../lib/ingest/dataset-schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getPreview(scope, params.datasetId)), {
  least: "analyst",
  summary: "First rows, roles with their reasons, and what keeps a table from being read",
  params: ["datasetId"],
  answer: PreviewDto,
});

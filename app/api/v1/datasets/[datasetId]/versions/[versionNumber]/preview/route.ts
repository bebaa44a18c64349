import { getVersionPreview } from "../../../../../../../../lib/ingest/data.ts";
import { PreviewDto } from "../../../../../../../../lib/ingest/dataset-schema.ts";
import { handle } from "../../../../../../../_server/handle.ts";
import { json } from "../../../../../../../_server/respond.ts";
import { versionNumber } from "../../../../../../../_server/version-number.ts";

export const GET = handle(
  async (_, { scope, params }) =>
    json(await getVersionPreview(scope, params.datasetId, versionNumber(params.versionNumber))),
  {
    least: "analyst",
    summary: "First rows of a version's tables, and the roles they were read by",
    params: ["datasetId", "versionNumber"],
    answer: PreviewDto,
  },
);

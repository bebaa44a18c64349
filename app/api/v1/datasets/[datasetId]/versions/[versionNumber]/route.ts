import { getVersion } from "../../../../../../../lib/ingest/data.ts";
import { VersionDetailDto } from "../../../../../../../lib/ingest/dataset-schema.ts";
import { handle } from "../../../../../../_server/handle.ts";
import { json } from "../../../../../../_server/respond.ts";
import { versionNumber } from "../../../../../../_server/version-number.ts";

export const GET = handle(
  async (_, { scope, params }) => json(await getVersion(scope, params.datasetId, versionNumber(params.versionNumber))),
  {
    least: "marketer",
    summary: "A version with its tables and figures",
    params: ["datasetId", "versionNumber"],
    answer: VersionDetailDto,
  },
);

import { getVersionFeatures } from "../../../../../../../../lib/runs/version-features.ts";
import { VersionFeaturesDto } from "../../../../../../../../lib/runs/version-schema.ts";
import { handle } from "../../../../../../../_server/handle.ts";
import { json } from "../../../../../../../_server/respond.ts";
import { versionNumber } from "../../../../../../../_server/version-number.ts";

export const GET = handle(
  async (_, { scope, params }) =>
    json(await getVersionFeatures(scope, params.datasetId, versionNumber(params.versionNumber))),
  {
    least: "marketer",
    summary: "What the features stage makes of a version: used or not and why, coverage",
    params: ["datasetId", "versionNumber"],
    answer: VersionFeaturesDto,
  },
);

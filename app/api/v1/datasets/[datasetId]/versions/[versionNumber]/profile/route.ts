import { ProfileDto } from "../../../../../../../../lib/ingest/dataset-schema.ts";
import { getProfile } from "../../../../../../../../lib/ingest/stored-profile.ts";
import { handle } from "../../../../../../../_server/handle.ts";
import { json } from "../../../../../../../_server/respond.ts";
import { versionNumber } from "../../../../../../../_server/version-number.ts";

export const GET = handle(
  async (_, { scope, params }) => json(await getProfile(scope, params.datasetId, versionNumber(params.versionNumber))),
  {
    least: "analyst",
    summary: "Every column over all its rows: filled, distinct, range, bins, commonest values",
    params: ["datasetId", "versionNumber"],
    answer: ProfileDto,
  },
);

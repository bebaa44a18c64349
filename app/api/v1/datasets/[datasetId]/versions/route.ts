import { listVersions } from "../../../../../../lib/ingest/data.ts";
import { VersionDto } from "../../../../../../lib/ingest/dataset-schema.ts";
import { listOf } from "../../../../../../lib/workspace/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(
  async (_, { scope, params }) => json({ items: await listVersions(scope, params.datasetId) }),
  {
    least: "marketer",
    summary: "What each read of a dataset found, newest first",
    params: ["datasetId"],
    answer: listOf(VersionDto),
  },
);

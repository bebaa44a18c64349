import { QuarantineDto, QuarantineQuery } from "../../../../../../../../lib/ingest/dataset-schema.ts";
import { listQuarantined } from "../../../../../../../../lib/ingest/stored-quarantine.ts";
import { handle } from "../../../../../../../_server/handle.ts";
import { json } from "../../../../../../../_server/respond.ts";
import { versionNumber } from "../../../../../../../_server/version-number.ts";

export const GET = handle(
  async (_, { scope, params, query }) =>
    json(await listQuarantined(scope, params.datasetId, versionNumber(params.versionNumber), query)),
  {
    least: "analyst",
    summary: "Quarantined rows with file, line, column, value and reason, page by page",
    params: ["datasetId", "versionNumber"],
    query: QuarantineQuery,
    answer: QuarantineDto,
  },
);

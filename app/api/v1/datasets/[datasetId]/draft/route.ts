import { DatasetDetailDto } from "../../../../../../lib/ingest/dataset-schema.ts";
import { discardDescription } from "../../../../../../lib/ingest/mutations.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const DELETE = handle(async (_, { scope, params }) => json(await discardDescription(scope, params.datasetId)), {
  least: "analyst",
  summary: "Go back to the newest version: what was changed or added since is thrown away",
  params: ["datasetId"],
  answer: DatasetDetailDto,
});

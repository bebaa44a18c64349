import { CreateSampleDataset, DatasetDetailDto } from "../../../../../lib/ingest/dataset-schema.ts";
import { createSampleDataset } from "../../../../../lib/ingest/mutations.ts";
import { handle } from "../../../../_server/handle.ts";
import { accepted } from "../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, body }) => accepted(await createSampleDataset(scope, body)), {
  least: "analyst",
  summary: "Make the sample shop, and analyse it unless told otherwise",
  body: CreateSampleDataset,
  answer: DatasetDetailDto,
});

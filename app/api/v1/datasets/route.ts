import { listDatasets } from "../../../../lib/ingest/data.ts";
import { CreateDataset, DatasetDetailDto, DatasetDto } from "../../../../lib/ingest/dataset-schema.ts";
import { createDataset } from "../../../../lib/ingest/mutations.ts";
import { listOf } from "../../../../lib/workspace/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { created, json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json({ items: await listDatasets(scope) }), {
  least: "marketer",
  summary: "Datasets of the workspace, newest first",
  answer: listOf(DatasetDto),
});

export const POST = handle(async (_, { scope, body }) => created(await createDataset(scope, body)), {
  least: "analyst",
  summary: "Start an empty dataset",
  body: CreateDataset,
  answer: DatasetDetailDto,
});

import { listDatasets } from "../../../../lib/ingest/data.ts";
import { createDataset } from "../../../../lib/ingest/mutations.ts";
import { CreateDataset } from "../../../../lib/ingest/schema.ts";
import { handle } from "../../../_server/handle.ts";
import { created, json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json({ items: await listDatasets(scope) }), {
  least: "marketer",
  summary: "Datasets of the workspace, newest first",
});

export const POST = handle(async (_, { scope, body }) => created(await createDataset(scope, body)), {
  least: "analyst",
  summary: "Start an empty dataset",
  body: CreateDataset,
});

import { getDataset } from "../../../../../lib/ingest/data.ts";
import { DatasetDetailDto, DescribeDataset } from "../../../../../lib/ingest/dataset-schema.ts";
import { deleteDataset, describeDataset } from "../../../../../lib/ingest/mutations.ts";
import { handle } from "../../../../_server/handle.ts";
import { json, noContent } from "../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getDataset(scope, params.datasetId)), {
  least: "marketer",
  summary: "A dataset with its uploads, tables and figures",
  params: ["datasetId"],
  answer: DatasetDetailDto,
});

export const PATCH = handle(
  async (_, { scope, params, body }) => json(await describeDataset(scope, params.datasetId, body)),
  {
    least: "analyst",
    summary: "Rename a dataset, or describe its tables; an empty list asks for those its files seem to hold",
    params: ["datasetId"],
    body: DescribeDataset,
    answer: DatasetDetailDto,
  },
);

export const DELETE = handle(
  async (_, { scope, params }) => {
    await deleteDataset(scope, params.datasetId);
    return noContent();
  },
  { least: "analyst", summary: "Remove a dataset with its files and runs", params: ["datasetId"] },
);

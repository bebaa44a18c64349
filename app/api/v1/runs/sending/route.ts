import { SendingPreview, SendingQuery } from "../../../../../lib/runs/schema.ts";
import { previewSending } from "../../../../../lib/runs/stored-sending.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, query }) => json(await previewSending(scope, query.datasetId)), {
  least: "analyst",
  summary: "What a run with the embeddings endpoint would send of a dataset, and at what price",
  query: SendingQuery,
  answer: SendingPreview,
});

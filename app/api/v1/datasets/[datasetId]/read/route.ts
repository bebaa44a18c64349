import { readDataset } from "../../../../../../lib/runs/mutations.ts";
import { RunDetailDto } from "../../../../../../lib/runs/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { accepted } from "../../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, params }) => accepted(await readDataset(scope, params.datasetId)), {
  least: "analyst",
  summary: "Read the files as they are described now; answers with the run that does it",
  params: ["datasetId"],
  answer: RunDetailDto,
});

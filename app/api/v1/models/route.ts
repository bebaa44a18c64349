import { listModels } from "../../../../lib/embedding/data.ts";
import { ModelList } from "../../../../lib/embedding/model-schema.ts";
import { handle } from "../../../_server/handle.ts";
import { json } from "../../../_server/respond.ts";

export const GET = handle(async (_, { scope }) => json(await listModels(scope)), {
  least: "manager",
  summary: "Text encoders of the catalogue and of this machine, with their downloads, checks and measurements",
  answer: ModelList,
});

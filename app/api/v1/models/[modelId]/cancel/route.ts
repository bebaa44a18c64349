import { ModelList } from "../../../../../../lib/embedding/model-schema.ts";
import { cancelModelTasks } from "../../../../../../lib/embedding/mutations.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const POST = handle(async (_, { scope, params }) => json(await cancelModelTasks(scope, params.modelId)), {
  least: "admin",
  summary: "End the downloads, checks and measurements of a text encoder; what was fetched stays",
  params: ["modelId"],
  answer: ModelList,
});

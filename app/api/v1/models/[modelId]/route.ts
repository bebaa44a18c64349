import { ModelList, NewModelTask } from "../../../../../lib/embedding/model-schema.ts";
import { removeModel, startModelTask } from "../../../../../lib/embedding/mutations.ts";
import { handle } from "../../../../_server/handle.ts";
import { accepted, noContent } from "../../../../_server/respond.ts";

export const POST = handle(
  async (_, { scope, params, body }) => accepted(await startModelTask(scope, params.modelId, body)),
  {
    least: "admin",
    summary: "Download, check or measure a text encoder; a worker does it",
    params: ["modelId"],
    body: NewModelTask,
    answer: ModelList,
  },
);

export const DELETE = handle(
  async (_, { scope, params }) => {
    await removeModel(scope, params.modelId);
    return noContent();
  },
  { least: "admin", summary: "Remove a downloaded text encoder", params: ["modelId"] },
);

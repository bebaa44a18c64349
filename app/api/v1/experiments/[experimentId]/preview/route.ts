import { TestPreview } from "../../../../../../lib/experiments/schema.ts";
import { getTestPreview } from "../../../../../../lib/experiments/stored-preview.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getTestPreview(scope, params.experimentId)), {
  least: "marketer",
  summary: "The first rows of a finished test's files, and how Clade would read them, with reasons",
  params: ["experimentId"],
  answer: TestPreview,
});

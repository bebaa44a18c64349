import { getPerson } from "../../../../../../../lib/segments/data.ts";
import { handle } from "../../../../../../_server/handle.ts";
import { json } from "../../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getPerson(scope, params.runId, params.userId)), {
  least: "marketer",
  summary: "One person of a run by their id",
  params: ["runId", "userId"],
});

import { getPerson } from "../../../../../../../lib/segments/data.ts";
import { PersonAnswer } from "../../../../../../../lib/segments/schema.ts";
import { handle } from "../../../../../../_server/handle.ts";
import { json } from "../../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getPerson(scope, params.runId, params.row)), {
  least: "marketer",
  summary: "One person by their place in the run's order, which /people?search= finds by their id",
  params: ["runId", "row"],
  answer: PersonAnswer,
});

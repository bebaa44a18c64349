import { compareRuns } from "../../../../../lib/segments/data.ts";
import { CompareDto, CompareQuery } from "../../../../../lib/segments/segment-schema.ts";
import { handle } from "../../../../_server/handle.ts";
import { json } from "../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, query }) => json(await compareRuns(scope, query)), {
  least: "manager",
  summary: "Two runs by the people who are in both: who stayed together, and who moved",
  query: CompareQuery,
  answer: CompareDto,
});

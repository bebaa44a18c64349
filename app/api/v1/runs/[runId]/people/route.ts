import { findPeople } from "../../../../../../lib/segments/data.ts";
import { MemberRowDto, PeopleQuery } from "../../../../../../lib/segments/schema.ts";
import { listOf } from "../../../../../../lib/workspace/schema.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(
  async (_, { scope, params, query }) => json({ items: await findPeople(scope, params.runId, query) }),
  {
    least: "manager",
    summary: "Who stands at a place of the run's order, or up to ten people whose id contains a text",
    params: ["runId"],
    query: PeopleQuery,
    answer: listOf(MemberRowDto),
  },
);
